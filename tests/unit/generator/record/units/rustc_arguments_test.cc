#include "record/units/rustc_arguments.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "support/show.h"

namespace ferrule {
namespace {

/// Cargo's target directory is /t.
RustcCommandLine parse(std::string_view words) {
  std::vector<std::string> arguments = {"rustc"};
  for (std::string_view word : split(words, ' ')) arguments.emplace_back(word);
  return parse_rustc_command_line(arguments, "/t");
}

/// What becomes of the words, as text.
std::string read(std::string_view words) { return show(parse(words).arguments).substr(sizeof "rustc"); }

// --- What the unit is -------------------------------------------------------------

TEST(RustcArgumentsTest, FindsWhatTheUnitIs) {
  const RustcCommandLine line = parse(
      "--crate-name my_app --edition=2021 src/main.rs --error-format=json --crate-type bin "
      "--emit=dep-info,link -C metadata=9 -C extra-filename=-1 --out-dir /t/debug/deps");
  EXPECT_EQ(line.crate_name, "my_app");
  EXPECT_EQ(line.source, "src/main.rs");
  EXPECT_EQ(line.crate_types, std::vector<std::string>{"bin"});
  EXPECT_EQ(line.extra_filename, "-1");
  EXPECT_EQ(line.out_dir, "/t/debug/deps");
  EXPECT_EQ(line.triple, "");
  EXPECT_FALSE(line.is_test);
  EXPECT_EQ(line.unit_path(), "/t/debug/deps/my_app-1");
}

TEST(RustcArgumentsTest, ReadsEverySpellingOfAnOption) {
  for (const char* words :
       {"--crate-name a --crate-type lib,cdylib --out-dir /t/o --target wasm32 -C extra-filename=-1",
        "--crate-name=a --crate-type=lib --crate-type=cdylib --out-dir=/t/o --target=wasm32 "
        "-Cextra-filename=-1",
        "--crate-name a --crate-type lib --crate-type cdylib --out-dir /t/o --target wasm32 "
        "--codegen extra-filename=-1",
        "--crate-name a --crate-type=lib,cdylib --out-dir /t/o --target wasm32 "
        "--codegen=extra-filename=-1"}) {
    const RustcCommandLine line = parse(words);
    EXPECT_EQ(line.unit_path(), "/t/o/a-1") << words;
    EXPECT_EQ(line.crate_types, (std::vector<std::string>{"lib", "cdylib"})) << words;
    EXPECT_EQ(line.triple, "wasm32") << words;
  }
}

TEST(RustcArgumentsTest, WhatIsNotLinkedIsMetadataAlone) {
  EXPECT_TRUE(parse("--emit=dep-info,metadata,link").emits_link);
  EXPECT_TRUE(parse("--emit link").emits_link);
  EXPECT_TRUE(parse("--crate-name a").emits_link);
  EXPECT_FALSE(parse("--emit=dep-info,metadata").emits_link);
}

TEST(RustcArgumentsTest, RustdocWritesWhereItIsTold) {
  const RustcCommandLine line = parse("--crate-name app src/lib.rs -o /t/doc -C metadata=9");
  EXPECT_EQ(line.unit_path(), "/t/doc/app");
  EXPECT_EQ(read("-o /t/doc"), "-o /t/doc");
}

TEST(RustcArgumentsTest, ATestIsWhatHasTheFlag) {
  EXPECT_TRUE(parse("--test").is_test);
  EXPECT_FALSE(parse("--cfg test").is_test);
  EXPECT_FALSE(parse("-C link-arg=--test").is_test);
  EXPECT_FALSE(parse("--cfg --test").is_test) << "a value, not a flag";
}

TEST(RustcArgumentsTest, ASourceIsNoOptionsValue) {
  EXPECT_EQ(parse("src/lib.rs -C link-arg=other.rs --cfg x.rs -l y.rs").source, "src/lib.rs");
}

// --- What passes through ----------------------------------------------------------------

TEST(RustcArgumentsTest, WhatItDoesNotKnowPassesThrough) {
  const char* words =
      "--crate-name=a -C opt-level=3 -Cpanic=abort -l static=z -L native=/usr/lib -L /opt/x --cfg feature=\"std\" "
      "--check-cfg cfg(docsrs,test) -Zunknown --extern proc_macro -C linker=/usr/bin/ld --cap-lints allow -";
  EXPECT_EQ(read(words), words);
}

TEST(RustcArgumentsTest, AnOptionWithoutItsValuePassesThrough) {
  EXPECT_EQ(read("--out-dir"), "--out-dir");
  EXPECT_EQ(read("-C"), "-C");
}

// --- Places -----------------------------------------------------------------------------------

TEST(RustcArgumentsTest, CargosDirectoriesBecomePlaces) {
  EXPECT_EQ(read("--out-dir /t/debug/deps"), "--out-dir {out-dir}");
  EXPECT_EQ(read("--out-dir=/t/debug/deps"), "--out-dir {out-dir}");
  EXPECT_EQ(read("-C incremental=/t/debug/incremental"), "{incremental}");
  EXPECT_EQ(read("-Cincremental=/t/debug/incremental"), "{incremental}");
}

TEST(RustcArgumentsTest, AllDirectoriesOfDependenciesBecomeOnePlace) {
  EXPECT_EQ(read("-L dependency=/t/wasm32/debug/deps -L dependency=/t/debug/deps x"), "{dependencies} x");
  EXPECT_EQ(read("-Ldependency=/t/debug/deps"), "{dependencies}");
  EXPECT_EQ(read("-L dependency=/elsewhere"), "-L dependency=/elsewhere");
}

TEST(RustcArgumentsTest, ExternsOfCargosDirectoryArePlaces) {
  EXPECT_EQ(read("--extern a=/t/debug/deps/liba-1.rmeta"), "{extern a=/t/debug/deps/liba-1.rmeta}");
  EXPECT_EQ(read("--extern=a=/t/debug/deps/liba-1.rlib"), "{extern a=/t/debug/deps/liba-1.rlib}");
  EXPECT_EQ(read("--extern priv,noprelude:a=/t/liba.so"), "{extern priv,noprelude:a=/t/liba.so}");
  EXPECT_EQ(read("--extern a=/elsewhere/liba.rlib"), "--extern a=/elsewhere/liba.rlib");
}

// --- What build scripts add ----------------------------------------------------------------------

TEST(RustcArgumentsTest, ProbesShowWhereAScriptsOutputGoes) {
  EXPECT_EQ(read("-l ferrule-probe=/t/build/z/out"), "{link-lib of /t/build/z/out}");
  EXPECT_EQ(read("-C link-arg=ferrule-probe=all=/t/build/z/out"), "{link-arg of /t/build/z/out all}");
  EXPECT_EQ(read("--cfg ferrule_probe=\"/t/build/z/out\""), "{cfg of /t/build/z/out}");
  EXPECT_EQ(read("--check-cfg ferrule_probe=\"/t/build/z/out\""), "{check-cfg of /t/build/z/out}");
  EXPECT_EQ(read("-L native=/ferrule-probe/t/build/z/out"), "{external-link-search of /t/build/z/out}");
  EXPECT_EQ(read("-L native=/t/build/z/out/ferrule-probe"), "{own-link-search of /t/build/z/out}");
}

TEST(RustcArgumentsTest, LinkArgumentsOfOneScriptKeepTheirOrderInOnePlace) {
  EXPECT_EQ(read("-C link-arg=ferrule-probe=all=/o -C link-arg=ferrule-probe=cdylib=/o"),
            "{link-arg of /o all cdylib}");
  EXPECT_EQ(read("-C link-arg=ferrule-probe=all=/o -C link-arg=ferrule-probe=all=/p"),
            "{link-arg of /o all} {link-arg of /p all}");
}

TEST(RustcArgumentsTest, DirectoriesInTheOrderOfTheOutputAreOnePlace) {
  EXPECT_EQ(read("-L native=/ferrule-probe/o -L native=/o/ferrule-probe"), "{link-search of /o}");
  EXPECT_EQ(read("-L native=/ferrule-probe/o -L native=/o/ferrule-probe "
                 "-L native=/ferrule-probe/p -L native=/p/ferrule-probe"),
            "{link-search of /o} {link-search of /p}");
}

TEST(RustcArgumentsTest, DirectoriesThatCargoHasSortedAreTwoPlaces) {
  // From Cargo 1.92 on, those in the target directory come first.
  EXPECT_EQ(read("-L native=/o/ferrule-probe -L native=/ferrule-probe/o"),
            "{own-link-search of /o} {external-link-search of /o}");
  EXPECT_EQ(read("-L native=/o/ferrule-probe -L native=/p/ferrule-probe "
                 "-L native=/ferrule-probe/o -L native=/ferrule-probe/p"),
            "{own-link-search of /o} {own-link-search of /p} "
            "{external-link-search of /o} {external-link-search of /p}");
}

}  // namespace
}  // namespace ferrule
