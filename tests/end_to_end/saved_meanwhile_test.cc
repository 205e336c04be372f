// Files that are saved while an edge that has read them runs: the next build
// has them.
#include "harness/gate.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Procedural macros: `here!()` stops at the gate and expands to nothing.
void write_stopping_macro(const Project& project, const Gate& gate) {
  project.library("macros", gate.rust_function() + R"(
      #[proc_macro]
      pub fn here(_: proc_macro::TokenStream) -> proc_macro::TokenStream { stop_at_gate(); Default::default() }
  )",
                  "[lib]\nproc-macro = true\n");
}

/// Runs ninja, and `edit` while something that ninja has started stands at the gate.
template <typename Edit>
CommandResult build_and_edit(const Project& project, Gate& gate, const Words& arguments, Edit edit) {
  BackgroundCommand ninja(project.ninja_command(arguments));
  gate.wait_for_arrival();
  edit();
  gate.open();
  return ninja.wait();
}

/// In every mode; and once more with what is there already.
TEST(SavedMeanwhile, ASourceOfWhatIsLinkedIsBuiltNextTime) {
  Project project;
  Gate first(project);
  project.workspace({"app"});
  write_stopping_macro(project, first);
  project.write("app/text", "one");
  project.program("app", "macros::here!();\nfn main() { println!(\"{} {}\", include_str!(\"../text\"), 1); }",
                  depends_on({"macros"}));
  first.open();
  int number = 1;
  for (const Words& flags :
       {Words{}, Words{"--split-links"}, Words{"--pipelining", "off"}, Words{"--deps", "depfile"}}) {
    ASSERT_TRUE(succeeded(project.generate(flags)));
    project.append("app/src/main.rs", "\n");
    Gate gate(project);
    const std::string old = std::to_string(number) + ")", now = std::to_string(++number) + ")";
    CommandResult built = build_and_edit(project, gate, {}, [&] { project.replace("app/src/main.rs", old, now); });
    EXPECT_TRUE(succeeded(built));
    EXPECT_TRUE(succeeded(project.ninja()));
    EXPECT_EQ(project.run_built("app").output, "one " + std::to_string(number) + "\n");
    EXPECT_TRUE(is_idle(project.ninja()));
  }
  // A file that is included, and nothing but its time changes: the linked program stays the same.
  project.append("app/src/main.rs", "\n");
  Gate gate(project);
  EXPECT_TRUE(succeeded(build_and_edit(project, gate, {}, [&] { project.write("app/text", "two"); })));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "two " + std::to_string(number) + "\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// base is split and stops at the gate in both edges.
void write_stopping_library(Project& project, const Gate& gate) {
  project.set("CARGO_INCREMENTAL", "0");
  project.workspace({"app"});
  write_stopping_macro(project, gate);
  project.library("base", "macros::here!();\npub struct Both(pub u8);\npub fn one() -> Both { Both(1) }",
                  depends_on({"macros"}));
  project.library("middle", "pub fn one() -> u8 { base::one().0 }", depends_on({"base"}));
  project.program("app", "fn main() { println!(\"{}\", middle::one()); }", depends_on({"middle"}));
}

void expect_answer(const Project& project, const std::string& answer) {
  Build build = project.ninja();
  EXPECT_TRUE(succeeded(build));
  EXPECT_TRUE(never_says(build, "compiled twice"));
  EXPECT_EQ(project.run_built("app").output, answer + "\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// The first build may fail, for what was compiled against the old metadata can't be linked with the new code. But no
/// macro is to blame.
TEST(SavedMeanwhile, BetweenTheEdgesOfALibraryNobodyIsAccused) {
  Project project;
  Gate first(project);
  write_stopping_library(project, first);
  ASSERT_TRUE(succeeded(project.generate()));
  CommandResult built = build_and_edit(project, first, {"-j1"}, [&] {
    project.write("base/src/lib.rs",
                  "macros::here!();\npub struct Both(pub u64, pub u8);\n"
                  "pub fn one() -> Both { Both(7, 2) }");
    project.write("middle/src/lib.rs", "pub fn one() -> u8 { base::one().1 }");
  });
  EXPECT_TRUE(never_says(built, "compiled twice"));
  expect_answer(project, "2");

  for (const Words& flags : {Words{}, Words{"--split-links"}}) {
    ASSERT_TRUE(succeeded(project.generate(flags)));
    for (const char* half : {"meta", "rlib"}) {
      const std::string library =
          std::string(half) + "/" + project.find(std::string("build/") + half, "libbase-").substr(11);
      project.replace("base/src/lib.rs", "(7, 2)", "(7, 3)");
      EXPECT_TRUE(succeeded(project.ninja({library})));
      project.replace("base/src/lib.rs", "(7, 3)", "(7, 2)");
      EXPECT_TRUE(never_says(project.ninja({"-j1"}), "compiled twice"));
      expect_answer(project, "2");
    }
  }
}

TEST(SavedMeanwhile, AnEditThatCompilesToNothingIsNotBuiltForEver) {
  Project project;
  Gate first(project);
  write_stopping_library(project, first);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(succeeded(build_and_edit(project, first, {"-j1"}, [&] { project.append("base/src/lib.rs", "\n//"); })));
  expect_answer(project, "1");
  Gate second(project);
  project.touch("base/src/lib.rs");
  EXPECT_TRUE(succeeded(build_and_edit(project, second, {}, [&] { project.touch("base/src/lib.rs"); })));
  Build build = project.ninja();
  // Both, unless one of them began only after that.
  EXPECT_TRUE(build.ran("base.rust_metadata") || build.ran("base.rust_codegen"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// A package whose build script copies a file, which it names, and then stops at the gate.
void write_stopping_script(const Project& project, const Gate& gate, const std::string& directive) {
  project.write("Cargo.toml", manifest("app"));
  project.write("data/text", "old");
  project.write("src/main.rs",
                "fn main() { println!(\"{}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/text\")).trim()); }");
  project.write("build.rs", gate.rust_function() + R"(
      fn main() {
          let text = std::fs::read_to_string("data/text").unwrap();
          std::fs::write(format!("{}/text", std::env::var("OUT_DIR").unwrap()), text).unwrap();
          stop_at_gate();
          )" + directive + "\n}\n");
}

TEST(SavedMeanwhile, AnInputOfABuildScriptMakesItRunAgain) {
  for (const char* directive :
       {R"(println!("cargo::rerun-if-changed=data/text");)", R"(println!("cargo::rerun-if-changed=data");)", ""}) {
    SCOPED_TRACE(directive);
    Project project;
    Gate first(project);
    write_stopping_script(project, first, directive);
    ASSERT_TRUE(succeeded(project.generate()));
    EXPECT_TRUE(succeeded(build_and_edit(project, first, {}, [&] { project.write("data/text", "new"); })));
    Build build = project.ninja();
    EXPECT_TRUE(build.ran("app.build_script_run") && build.ran("app.rust_bin"));
    EXPECT_EQ(project.run_built("app").output, "new\n");
    EXPECT_TRUE(is_idle(project.ninja()));
    // It says the same and leaves the same, but of a file that has changed since.
    Gate second(project);
    project.touch("data/text");
    EXPECT_TRUE(succeeded(build_and_edit(project, second, {}, [&] { project.write("data/text", "newer"); })));
    EXPECT_TRUE(succeeded(project.ninja()));
    EXPECT_EQ(project.run_built("app").output, "newer\n");
    EXPECT_TRUE(is_idle(project.ninja()));
  }
}

TEST(SavedMeanwhile, ACheckedSourceIsCheckedAgain) {
  Project project;
  Gate gate(project);
  project.workspace({"app"});
  write_stopping_macro(project, gate);
  project.program("app", "macros::here!();\nfn main() { let _: u32 = 1; }", depends_on({"macros"}));
  ASSERT_TRUE(succeeded(project.generate()));
  CommandResult built =
      build_and_edit(project, gate, {"check"}, [&] { project.replace("app/src/main.rs", "= 1", "= \"\""); });
  EXPECT_TRUE(succeeded(built));
  EXPECT_TRUE(says(project.ninja({"check"}), "mismatched types"));
}

}  // namespace
}  // namespace ferrule::test
