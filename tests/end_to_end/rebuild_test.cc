// The second build: it does what a change makes necessary, and nothing else.
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// app -> middle -> base, and app -> side.
void write_tower(const Project& project) {
  project.workspace({"app"});
  project.library("base", "mod inner;\npub fn one() -> u32 { inner::ONE }");
  project.write("base/src/inner.rs", "pub const ONE: u32 = 1;");
  project.library("middle", "pub fn one() -> u32 { base::one() }", depends_on({"base"}));
  project.library("side", "pub fn two() -> u32 { 2 }");
  project.program("app", "fn main() { println!(\"{} {}\", middle::one(), side::two()); }",
                  depends_on({"middle", "side"}));
}

TEST(Rebuild, NothingToDoTheSecondTime) {
  Project project;
  write_tower(project);
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Rebuild, GeneratingAgainMakesNothingNecessary) {
  Project project;
  write_tower(project);
  project.build();
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// Incrementally compiled objects, however, have other names each time.
TEST(Rebuild, ATouchedFileIsCompiledAgainAndItsDependentsAreNot) {
  Project project;
  project.set("CARGO_INCREMENTAL", "0");
  write_tower(project);
  project.build();
  project.touch("base/src/inner.rs");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"base.rust_metadata", "base.rust_codegen"}));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Rebuild, WithDepfilesInsteadOfNinjasOwnLog) {
  Project project;
  project.set("CARGO_INCREMENTAL", "0");
  write_tower(project);
  project.build({"--deps", "depfile"});
  EXPECT_TRUE(is_idle(project.ninja()));
  project.touch("base/src/inner.rs");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"base.rust_metadata", "base.rust_codegen"}));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Rebuild, AChangeReachesAllDependentsAndNothingElse) {
  Project project;
  write_tower(project);
  project.build();
  project.write("base/src/inner.rs", "pub const ONE: u32 = 11;");
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("base.rust_metadata") && build.ran("base.rust_codegen") && build.ran("app.rust_bin"));
  EXPECT_FALSE(build.ran("side.rust_codegen"));
  EXPECT_EQ(project.run_built("app").output, "11 2\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Rebuild, AChangeThatLeavesTheProgramAsItWasIsNotBuiltForEver) {
  Project project;
  write_tower(project);
  project.build({"--release"});
  project.append("side/src/lib.rs", "pub fn never_called() -> String { String::new() }\n");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Rebuild, ARemovedModuleIsForgotten) {
  Project project;
  write_tower(project);
  project.build();
  project.write("base/src/lib.rs", "pub fn one() -> u32 { 1 }");
  project.remove("base/src/inner.rs");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Rebuild, AMissingModuleIsTheCompilersError) {
  Project project;
  write_tower(project);
  project.build();
  project.remove("base/src/inner.rs");
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "file not found for module `inner`"));
}

TEST(Rebuild, ADeletedOutputIsMadeAgain) {
  Project project;
  write_tower(project);
  project.build();
  project.remove("build/bin/app");
  project.remove(project.find("build/rlib", "libside-"));
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.rust_bin", "side.rust_codegen"}));
  EXPECT_EQ(project.run_built("app").output, "1 2\n");
}

TEST(Rebuild, WorksAfterCleaning) {
  Project project;
  write_tower(project);
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"-t", "clean"})));
  EXPECT_FALSE(project.exists("build/bin/app"));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "1 2\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Rebuild, IncludedFilesCount) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", R"(
      fn main() { print!("{}{}", include_str!("../text/a.txt"), include_bytes!("b.bin").len()); }
  )");
  project.write("text/a.txt", "old");
  project.write("src/b.bin", "1234");
  project.build();
  project.write("text/a.txt", "new");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.rust_bin"}));
  EXPECT_EQ(project.run_built("app").output, "new4");
  project.write("src/b.bin", "12345");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.rust_bin"}));
  EXPECT_EQ(project.run_built("app").output, "new5");
}

TEST(Rebuild, AChangedProcMacroReachesItsUsers) {
  Project project;
  project.workspace({"app"});
  project.library("macros", R"(
      #[proc_macro]
      pub fn answer(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "41".parse().unwrap() }
  )",
                  "[lib]\nproc-macro = true\n");
  project.program("app", "fn main() { println!(\"{}\", macros::answer!()); }", depends_on({"macros"}));
  project.build();
  project.replace("macros/src/lib.rs", "41", "42");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"macros.rust_proc_macro", "app.rust_bin"}));
  EXPECT_EQ(project.run_built("app").output, "42\n");
}

// --- Build scripts ------------------------------------------------------------

/// A program that prints a file which its build script copies into OUT_DIR.
void write_copier(const Project& project, std::string_view directives) {
  project.write("Cargo.toml", manifest("app"));
  project.write("data/text", "old");
  project.write("src/main.rs",
                "fn main() { println!(\"{}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/text\")).trim()); }");
  project.write("build.rs", R"(
      fn main() {
          let text = std::fs::read_to_string("data/text").unwrap();
          std::fs::write(format!("{}/text", std::env::var("OUT_DIR").unwrap()), text.trim()).unwrap();
          )" + std::string(directives) +
                                "\n}\n");
}

TEST(RebuildScript, RerunsForTheFileThatItNames) {
  Project project;
  write_copier(project, R"(println!("cargo::rerun-if-changed=data/text");)");
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  project.write("data/text", "new");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.build_script_run", "app.rust_bin"}));
  EXPECT_EQ(project.run_built("app").output, "new\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RebuildScript, DependentsAreSparedIfAllThatItReadIsTheSame) {
  Project project;
  write_copier(project, R"(println!("cargo::rerun-if-changed=data/text");)");
  project.build();
  project.touch("data/text");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.build_script_run"}));
  EXPECT_TRUE(is_idle(project.ninja()));
  // It writes the same file again, but others may see the difference.
  project.write("data/text", "old \n");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.build_script_run", "app.rust_bin"}));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RebuildScript, IgnoresFilesThatItDoesNotName) {
  Project project;
  write_copier(project, R"(println!("cargo::rerun-if-changed=data/other");)");
  project.write("data/other", "");
  project.build();
  project.write("data/text", "new");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RebuildScript, RerunsForAnyFileOfThePackageIfItNamesNone) {
  Project project;
  write_copier(project, "");
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  project.write("data/text", "new");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.build_script_run", "app.rust_bin"}));
  EXPECT_EQ(project.run_built("app").output, "new\n");
  project.write("data/another", "");
  EXPECT_TRUE(project.ninja().ran("app.build_script_run"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// Not good manners, but not rare: it must not run for ever.
TEST(RebuildScript, MayWriteIntoItsOwnPackage) {
  Project project;
  write_copier(project, R"(std::fs::write("src/generated.rs", "pub fn f() {}").unwrap();)");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RebuildScript, RerunsForFilesInTheDirectoryThatItNames) {
  Project project;
  write_copier(project, R"(println!("cargo::rerun-if-changed=data");)");
  project.write("data/deep/er/file", "");
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  project.touch("data/deep/er/file");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.build_script_run"}));
  project.write("data/deep/new", "");
  EXPECT_TRUE(project.ninja().ran("app.build_script_run"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RebuildScript, RerunsEachTimeForAFileThatIsMissing) {
  Project project;
  write_copier(project, R"(println!("cargo::rerun-if-changed=data/missing");)");
  project.build();
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.build_script_run"}));
  project.write("data/missing", "");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RebuildScript, IsCompiledAndRunAgainWhenItChanges) {
  Project project;
  write_copier(project, R"(println!("cargo::rerun-if-changed=data/text");)");
  project.build();
  project.replace("build.rs", "text.trim()", "\"from the script\"");
  EXPECT_TRUE(
      ran_exactly(project.ninja(), {"build_script_build.rust_build_script", "app.build_script_run", "app.rust_bin"}));
  EXPECT_EQ(project.run_built("app").output, "from the script\n");
}

TEST(RebuildScript, DirectivesThatChangeReachTheCompiler) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("name", "old");
  project.write("src/main.rs", "fn main() { println!(\"{}\", env!(\"NAME\")); }");
  project.write("build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-changed=name");
          println!("cargo::rustc-env=NAME={}", std::fs::read_to_string("name").unwrap());
      }
  )");
  project.build();
  project.write("name", "new");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.build_script_run", "app.rust_bin"}));
  EXPECT_EQ(project.run_built("app").output, "new\n");
}

TEST(RebuildScript, ANativeLibraryThatChangesIsLinkedAgain) {
  Project project;
  project.workspace({"app"});
  project.library("native-sys", "extern \"C\" { fn native() -> i32; }\npub fn call() -> i32 { unsafe { native() } }");
  project.write("native-sys/native.c", "int native(void) { return 41; }\n");
  project.write("native-sys/build.rs", R"(
      use std::process::Command;
      fn main() {
          let out = std::env::var("OUT_DIR").unwrap();
          let object = format!("{out}/native.o");
          assert!(Command::new("cc").args(["-c", "native.c", "-o", &object]).status().unwrap().success());
          assert!(Command::new("ar").args(["crsD", &format!("{out}/libnative.a"), &object]).status().unwrap().success());
          println!("cargo::rerun-if-changed=native.c");
          println!("cargo::rustc-link-search=native={out}");
          println!("cargo::rustc-link-lib=static=native");
      }
  )");
  project.program("app", "fn main() { println!(\"{}\", native_sys::call()); }", depends_on({"native-sys"}));
  project.build();
  project.replace("native-sys/native.c", "41", "42");
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("native-sys.build_script_run") && build.ran("app.rust_bin"));
  EXPECT_EQ(project.run_built("app").output, "42\n");
  project.touch("native-sys/native.c");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"native-sys.build_script_run"}));
}

/// Cargo doesn't look at them again, and there are thousands.
TEST(Rebuild, SourcesOfRegistryPackagesAreNotLookedAtAgain) {
  Project project;
  project.workspace({"app"});
  project.program("app", "fn main() { println!(\"{}\", dep::one()); }", "[dependencies]\ndep = \"0.1.0\"\n");
  project.write("vendor/dep/Cargo.toml", manifest("dep"));
  project.write("vendor/dep/src/lib.rs", "pub fn one() -> u32 { 1 }");
  project.write("vendor/dep/.cargo-checksum.json", "{\"files\":{}}");
  project.write(".cargo/config.toml",
                "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n");
  project.build();
  ASSERT_EQ(project.cargo({"build"}).status, 0);
  project.replace("vendor/dep/src/lib.rs", "1 }", "2 }");
  EXPECT_TRUE(project.cargo({"build"}).says("Finished"));
  EXPECT_EQ(project.run({"target/debug/app"}).output, "1\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RebuildScript, MetadataThatChangesReachesTheScriptsOfDependents) {
  Project project;
  project.workspace({"app"});
  project.write("value", "old");
  project.library("native-sys", "", "links = \"native\"\n");
  project.write("native-sys/build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-changed=../value");
          println!("cargo::metadata=value={}", std::fs::read_to_string("../value").unwrap());
      }
  )");
  project.program("app", "fn main() { println!(\"{}\", env!(\"SEEN\")); }", depends_on({"native-sys"}));
  project.write("app/build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-changed=build.rs");
          println!("cargo::rustc-env=SEEN={}", std::env::var("DEP_NATIVE_VALUE").unwrap());
      }
  )");
  project.build();
  project.write("value", "new");
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("native-sys.build_script_run") && build.ran("app.build_script_run"));
  EXPECT_EQ(project.run_built("app").output, "new\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

}  // namespace
}  // namespace ferrule::test
