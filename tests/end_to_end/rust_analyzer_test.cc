// rust-project.json as rust-analyzer reads it: no import unresolved, macros expanded, errors found in each kind of
// crate. Skipped where there is no rust-analyzer in PATH, or the toolchain has no sources of std (rustup's components
// `rust-analyzer` and `rust-src`; Debian's `rust-web-analyzer` and `rust-web-src`).
#include <filesystem>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// app (a build script, a derive, a test) -> base -> macros
void write_project(const Project& project) {
  project.workspace({"app", "base", "macros"});
  project.library("macros",
                  "#[proc_macro_derive(Two)]\n"
                  "pub fn two(_: proc_macro::TokenStream) -> proc_macro::TokenStream {\n"
                  "    \"impl Thing { pub fn two(&self) -> u32 { 2 } }\".parse().unwrap()\n}\n",
                  "[lib]\nproc-macro = true\n");
  project.library("base", "#[derive(macros::Two)]\npub struct Thing;\npub fn two() -> u32 { Thing.two() }\n",
                  depends_on({"macros"}));
  project.program("app",
                  "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n"
                  "fn main() { let sum: u32 = base::two() + MADE + base::Thing.two(); println!(\"{sum}\"); }\n",
                  depends_on({"base"}));
  project.write("app/build.rs",
                "fn main() {\n    let out = std::env::var(\"OUT_DIR\").unwrap();\n"
                "    std::fs::write(format!(\"{out}/made.rs\"), \"const MADE: u32 = 1;\").unwrap();\n}\n");
  project.write("app/tests/smoke.rs",
                "#[test]\nfn smoke() {\n    let two: u32 = base::two();\n    assert_eq!(two, 2);\n}\n");
}

class RustAnalyzer : public testing::Test {
 protected:
  void SetUp() override {
    if (project.run({"rust-analyzer", "--version"}).status != 0) GTEST_SKIP() << "there is no rust-analyzer in PATH";
    std::string sysroot = project.run({"rustc", "--print", "sysroot"}).output;
    sysroot.erase(sysroot.find('\n'));
    if (!std::filesystem::exists(sysroot + "/lib/rustlib/src/rust/library/core"))
      GTEST_SKIP() << "the toolchain has no sources of std";
    write_project(project);
    ASSERT_TRUE(succeeded(project.ferrule({"rust-project", "--output", "rust-project.json"})));
    // In batch it prefers this one.
    project.remove("Cargo.toml");
  }

  CommandResult diagnostics() const { return project.run({"rust-analyzer", "diagnostics", "."}); }

  Project project;
};

TEST_F(RustAnalyzer, ResolvesEverythingAndExpandsMacros) {
  CommandResult result = diagnostics();
  EXPECT_TRUE(succeeded(result)) << result.output;
  EXPECT_TRUE(never_says(result, "unresolved")) << result.output;
  EXPECT_TRUE(never_says(result, "severity: Error")) << result.output;
}

TEST_F(RustAnalyzer, FindsErrorsInEachKindOfCrate) {
  const std::vector<std::pair<std::string, std::string>> places = {
      {"app/src/main.rs", "u32 = base::two()"},
      {"base/src/lib.rs", "u32 { Thing.two()"},
      {"app/build.rs", "let out = std::env::var(\"OUT_DIR\").unwrap()"},
      {"app/tests/smoke.rs", "let two: u32 = base::two()"},
  };
  for (const auto& [file, text] : places) {
    const std::string before = project.read(file);
    project.replace(file, text, text + ".no_such_method()");
    CommandResult result = diagnostics();
    EXPECT_NE(result.status, 0) << file;
    EXPECT_TRUE(says(result, "no_such_method") || says(result, "unresolved-method")) << file << result.output;
    project.write(file, before);
  }
}

}  // namespace
}  // namespace ferrule::test
