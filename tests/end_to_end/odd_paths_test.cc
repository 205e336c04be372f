// Paths of every kind: the project's, the build directory's, the sources'.
#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Everything that handles paths: a build script that writes code and compiles
/// C, a proc macro, included files, tests.
void write_everything(const Project& project) {
  project.workspace({"app"});
  project.library("macros", R"(
      #[proc_macro]
      pub fn one(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "1".parse().unwrap() }
  )",
                  "[lib]\nproc-macro = true\n");
  project.library("native-sys", R"(
      extern "C" { fn native() -> i32; }
      pub fn call() -> i32 { unsafe { native() } }
      include!(concat!(env!("OUT_DIR"), "/generated.rs"));
  )");
  project.write("native-sys/native.c", "int native(void) { return 40; }\n");
  project.write("native-sys/build.rs", R"(
      use std::process::Command;
      fn main() {
          let out = std::env::var("OUT_DIR").unwrap();
          std::fs::write(format!("{out}/generated.rs"), "pub const GENERATED: i32 = 1;").unwrap();
          let object = format!("{out}/native.o");
          assert!(Command::new("cc").args(["-c", "native.c", "-o", &object]).status().unwrap().success());
          assert!(Command::new("ar").args(["crsD", &format!("{out}/libnative.a"), &object]).status().unwrap().success());
          println!("cargo::rerun-if-changed=native.c");
          println!("cargo::rustc-link-search=native={out}");
          println!("cargo::rustc-link-lib=static=native");
      }
  )");
  project.library("middle",
                  "pub fn sum() -> i32 { native_sys::call() + native_sys::GENERATED }\n#[test] fn unit() {}\n",
                  depends_on({"native-sys"}));
  project.program("app", R"(
      fn main() { println!("{}{}", middle::sum() + macros::one!(), include_str!("text.txt")); }
  )",
                  depends_on({"macros", "middle"}));
  project.write("app/src/text.txt", "!");
  project.write("app/tests/run.rs",
                "#[test] fn runs() { assert!(std::path::Path::new(env!(\"CARGO_BIN_EXE_app\")).exists()); }");
}

TEST(OddPaths, OfAProjectAndItsBuildDirectory) {
  Project project(Project::Place::odd);
  write_everything(project);
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "42!\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

TEST(OddPaths, ChangesAreNoticedThere) {
  Project project(Project::Place::odd);
  write_everything(project);
  project.build();
  project.write("app/src/text.txt", "?");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.rust_bin"}));
  project.replace("native-sys/native.c", "40", "50");
  EXPECT_TRUE(project.ninja().ran("native-sys.build_script_run"));
  EXPECT_EQ(project.run_built("app").output, "52?\n");
  project.append("Cargo.toml", "[profile.dev]\nopt-level = 1\n");
  EXPECT_TRUE(project.ninja().regenerated());
  EXPECT_TRUE(is_idle(project.ninja()));
}

const Words kOddNames = {"a b", "a ",   "$a",  "a:b", "a#b",  "a'b\"c", "a\\b", "a\\", "a\\ b",
                         "a|b", "100%", "-a",  "äß→", "a\tb", "a;b",    "a&b",  "(a)", "[a]{b}",
                         "*?",  "<a>",  "`a`", "a!b", "a=b",  "@a",     "~a",   "a,b"};

/// A program with a module and an included text of each odd name.
void write_odd_sources(const Project& project) {
  project.write("Cargo.toml", manifest("app"));
  std::string modules, texts;
  for (std::size_t i = 0; i < kOddNames.size(); ++i) {
    modules += "#[path = r###\"" + kOddNames[i] + ".rs\"###] mod m" + std::to_string(i) + ";\n";
    texts += "    print!(\"{}\", include_str!(r###\"" + kOddNames[i] + ".txt\"###));\n";
    project.write("src/" + kOddNames[i] + ".rs", "");
    project.write("src/" + kOddNames[i] + ".txt", "a");
  }
  project.write("src/main.rs", modules + "fn main() {\n" + texts + "}\n");
}

TEST(OddPaths, SourcesOfAnyNameAreWatched) {
  Project project;
  write_odd_sources(project);
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  for (const std::string& name : kOddNames) {
    SCOPED_TRACE(name);
    project.touch("src/" + name + ".rs");
    EXPECT_TRUE(ran_exactly(project.ninja(), {"app.rust_bin"}));
    project.write("src/" + name + ".txt", "b");
    EXPECT_TRUE(ran_exactly(project.ninja(), {"app.rust_bin"}));
  }
  EXPECT_EQ(project.run_built("app").output, std::string(kOddNames.size(), 'b'));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(OddPaths, ABuildDirectoryElsewhere) {
  Project project;
  write_everything(project);
  const std::string elsewhere = project.path("../else where/$b");
  ASSERT_TRUE(succeeded(project.ferrule({"generate", "-C", elsewhere})));
  ASSERT_TRUE(succeeded(project.run({"ninja", "-C", elsewhere})));
  EXPECT_EQ(project.run({elsewhere + "/bin/app"}).output, "42!\n");
}

TEST(OddPaths, ABuildDirectoryBehindALink) {
  Project project;
  write_everything(project);
  ASSERT_TRUE(succeeded(project.run({"mkdir", "real"})));
  ASSERT_TRUE(succeeded(project.run({"ln", "-s", "real", "build"})));
  project.build();
  EXPECT_EQ(project.run_built("app").output, "42!\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(OddPaths, ALinkInACircleDoesNotMatter) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", "fn main() { println!(\"cargo::rerun-if-changed=data\"); }");
  project.write("data/file", "");
  ASSERT_TRUE(succeeded(project.run({"ln", "-s", "..", "data/up"})));
  EXPECT_TRUE(succeeded(project.ferrule({"generate", "-C", "../elsewhere"})));
  EXPECT_TRUE(succeeded(project.run({"ninja", "-C", "../elsewhere"})));
}

TEST(OddPaths, ANewlineInTheBuildDirectorysIsRefused) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  CommandResult result = project.ferrule({"generate", "-C", "a\nb"});
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "contains a newline"));
  EXPECT_FALSE(project.exists("a\nb"));
}

}  // namespace
}  // namespace ferrule::test
