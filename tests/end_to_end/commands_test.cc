// What a build script and the user's flags say reaches just those commands that it reaches with Cargo.
#include <algorithm>
#include <sstream>

#include "harness/cargo_twin.h"

namespace ferrule::test {
namespace {

/// A package with a library, whose build script prints a directive.
void write_library_with(const Project& project, const std::string& directive, std::string_view more = "") {
  project.write("Cargo.toml", manifest("some", more));
  project.write("src/lib.rs", "pub fn one() -> i32 { 1 }");
  project.write("build.rs", "fn main() { println!(\"" + directive + "\"); }");
}

// --- rustc-link-arg-… -----------------------------------------------------------------------------

TEST(Commands, LinkArgumentsOfExamplesAreOnlyForThoseThatRun) {
  Project project;
  write_library_with(project, "cargo:rustc-link-arg-examples=-Wl,-soname,marked.so", R"(
      [[example]]
      name = "plugin"
      crate-type = ["cdylib"]
      [[example]]
      name = "archive"
      crate-type = ["staticlib"]
  )");
  project.write("examples/plugin.rs", "#[no_mangle] pub extern \"C\" fn plugged() -> i32 { some::one() }");
  project.write("examples/archive.rs", "#[no_mangle] pub extern \"C\" fn archived() -> i32 { some::one() }");
  project.write("examples/show.rs", "fn main() { println!(\"{}\", some::one()); }");
  EXPECT_EQ(expect_same_as_cargo(project, {"--examples"}).size(), 3u);
  EXPECT_NE(project.read("build/bin/examples/show").find("marked.so"), std::string::npos);
  EXPECT_EQ(project.read("build/lib/examples/libplugin.so").find("marked.so"), std::string::npos);
}

/// Cargo's complaint, and Ferrule's.
void expect_same_complaint(Project& project, const std::string& directive) {
  SCOPED_TRACE(directive);
  write_library_with(project, directive);
  CommandResult cargo = project.cargo({"build"});
  EXPECT_TRUE(failed_with(101, cargo));
  EXPECT_TRUE(succeeded(project.generate()));
  Build ninja = project.ninja();
  EXPECT_TRUE(failed_with(1, ninja));
  const std::string complaint = cargo.output.substr(cargo.output.find("error: "));
  EXPECT_TRUE(says(ninja, complaint));
}

TEST(Commands, LinkArgumentsForTargetsThatAreNotThereAreRefused) {
  Project project;
  for (const char* kind : {"bins", "bin=none", "tests", "benches", "examples"})
    expect_same_complaint(project, std::string("cargo:rustc-link-arg-") + kind + "=-lm");
  project.write("src/bin/tool.rs", "fn main() {}");
  expect_same_complaint(project, "cargo::rustc-link-arg-bin=tol=-lm");
  project.remove("src/bin/tool.rs");
  project.write("tests/it.rs", "");
  project.write("benches/fast.rs", "fn main() {}");
  project.write("examples/plugin.rs", "fn main() {}");
  for (const char* kind : {"tests", "benches", "examples"}) {
    write_library_with(project, std::string("cargo:rustc-link-arg-") + kind + "=-lm");
    project.build();
  }
}

/// Tests run in another order than Cargo's.
Words sorted_lines(const std::string& text) {
  Words lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

// --- Variables ---------------------------------------------------------------------------------------

TEST(Commands, ARunningTestSeesCargosVariablesAndItsCompilationTheScripts) {
  Project project;
  write_library_with(
      project,
      R"(cargo:rustc-env=CARGO_PKG_VERSION=9\ncargo:rustc-env=CARGO_MANIFEST_DIR=elsewhere\ncargo:rustc-env=CARGO=none\ncargo:rustc-env=OWN=script\ncargo:rustc-env=FROM_CONFIG=script\ncargo:rustc-env=OUT_DIR=nowhere\ncargo:rustc-env=CARGO_PKG_AUTHORS=me)");
  project.write(".cargo/config.toml", "[env]\nFROM_CONFIG = \"configuration\"\nONLY_CONFIG = \"yes\"\n");
  project.write("src/lib.rs", R"(
      //! ```
      //! for name in ["CARGO_PKG_VERSION", "OWN", "FROM_CONFIG", "CARGO_MANIFEST_DIR", "CARGO_CRATE_NAME"] {
      //!     some::note("doc", name);
      //! }
      //! ```
      pub fn note(what: &str, name: &str) {
          use std::io::Write;
          let path = std::env::var("NOTES").unwrap();
          let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
          writeln!(file, "{what} {name} {:?}", std::env::var(name)).unwrap();
      }
      #[test] fn it() {
          assert_eq!((env!("CARGO_PKG_VERSION"), env!("CARGO_MANIFEST_DIR"), env!("FROM_CONFIG")),
                     ("9", "elsewhere", "script"));
          for name in ["CARGO_PKG_VERSION", "CARGO_MANIFEST_DIR", "OWN", "FROM_CONFIG", "ONLY_CONFIG", "OUT_DIR",
                       "CARGO_PKG_AUTHORS", "CARGO_CRATE_NAME", "CARGO_PKG_VERSION_MAJOR"] {
              note("unit", name);
          }
      }
  )");
  project.set("NOTES", project.path("notes"));
  EXPECT_TRUE(succeeded(project.cargo({"test"})));
  const Words cargos = sorted_lines(project.read("notes"));
  EXPECT_EQ(cargos.size(), 14u);
  project.remove("notes");
  project.build({"--env", "NOTES"});
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_EQ(sorted_lines(project.read("notes")), cargos);
}

// --- Flags and RUSTC_BOOTSTRAP --------------------------------------------------------------------------

TEST(Commands, FlagsThatChangeTheManglingChangeItInLibrariesToo) {
  Project project;
  project.workspace({"lib", "app"});
  project.library(
      "lib", "pub fn plain(n: i32) -> i32 { if n > 1 { n } else { 1 } }\npub fn generic<T: Copy>(t: T) -> T { t }");
  project.program("app", "fn main() { println!(\"{}\", lib::generic(lib::plain(2))); }", depends_on({"lib"}));
  for (const char* flags : {"-Cinstrument-coverage", "-C instrument-coverage=off -Cforce-frame-pointers=yes",
                            "-Csymbol-mangling-version=v0"}) {
    SCOPED_TRACE(flags);
    project.set("RUSTFLAGS", flags);
    expect_same_as_cargo(project);
    EXPECT_TRUE(is_idle(project.ninja()));
  }
}

TEST(Commands, ALibraryThatAsksForRustcBootstrapIsNotTold) {
  Project project;
  project.workspace({"asks", "app"});
  project.library("asks", "pub fn told() -> Option<&'static str> { option_env!(\"RUSTC_BOOTSTRAP\") }");
  project.program("app", "fn main() { println!(\"{:?}\", asks::told()); }", depends_on({"asks"}));
  Build build = project.build();
  EXPECT_TRUE(build.ran("asks.rust_lib"));
  EXPECT_EQ(project.run_built("app").output, "None\n");
  // What no search can find is refused.
  project.write("asks/src/lib.rs",
                "pub fn told() -> Option<&'static str> { option_env!(concat!(\"RUSTC_\", \"BOOTSTRAP\")) }");
  EXPECT_TRUE(succeeded(project.generate()));
  Build refused = project.ninja();
  EXPECT_TRUE(failed_with(1, refused));
  EXPECT_TRUE(says(refused, "reads the environment variable RUSTC_BOOTSTRAP"));
  Command cure = project.command({FERRULE_PROGRAM, "generate", "--no-pipelining", "asks"});
  cure.directory = project.path("build");
  EXPECT_TRUE(succeeded(test::run(cure)));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "None\n");
}

// --- What `cargo test` builds ------------------------------------------------------------------------------

TEST(Commands, TestsFailWhereSomethingDoesNotCompileThatIsNotRun) {
  Project project;
  project.write("Cargo.toml", manifest("some", "[[example]]\nname = \"part\"\ncrate-type = [\"lib\"]\n"));
  project.write("src/lib.rs", "#[test] fn unit() {}");
  project.write("src/bin/tool.rs", "fn main() {}");
  project.write("examples/show.rs", "fn main() {}");
  project.write("examples/part.rs", "pub fn f() {}");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  for (const char* file : {"examples/show.rs", "src/bin/tool.rs", "examples/part.rs"}) {
    const std::string well = project.read(file);
    project.write(file, well + "compile_error!(\"broken\");");
    EXPECT_TRUE(failed_with(1, project.ninja({"test"}))) << file;
    EXPECT_TRUE(failed_with(101, project.cargo({"test"}))) << file;
    project.write(file, well);
  }
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

// --- Where it is called -----------------------------------------------------------------------------------

TEST(Commands, SayThatTheirDirectoryIsGone) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  CommandResult result =
      project.run({"sh", "-c", "mkdir gone && cd gone && rmdir ../gone && " FERRULE_PROGRAM " generate"});
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_EQ(result.output, "error: the working directory is gone\nhelp: change to one that exists\n");
}

}  // namespace
}  // namespace ferrule::test
