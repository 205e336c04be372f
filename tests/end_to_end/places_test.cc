// Whatever is configured, Cargo's own directories hold nothing of Ferrule's, and the programs are Cargo's. A checkout
// that is copied or moved is built from its own sources.
#include <sys/stat.h>

#include <filesystem>
#include <map>

#include "harness/cargo_twin.h"

namespace ferrule::test {
namespace {

namespace fs = std::filesystem;

/// A library with a build script, a program and a test.
void write_package(const Project& project) {
  project.write("Cargo.toml", manifest("app"));
  project.write("build.rs", R"(
      fn main() {
          println!("cargo:rustc-env=SAID=out: {}", std::env::var("OUT_DIR").unwrap());
          println!("cargo:rerun-if-changed=build.rs");
      }
  )");
  project.write("src/lib.rs", "pub fn said() -> &'static str { env!(\"SAID\") }");
  project.write("src/main.rs", "fn main() { println!(\"{} one\", app::said()); }");
  project.write("tests/run.rs", "#[test] fn it() { assert!(app::said().starts_with(\"out: \")); }");
}

/// Every file below a directory of the project: its text, or where a link points to.
std::map<std::string, std::string> files_in(const Project& project, const std::string& directory) {
  std::map<std::string, std::string> files;
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(project.path(directory), absent)) {
    const std::string path = entry.path().string();
    if (entry.is_symlink()) files[path] = "-> " + fs::read_symlink(path).string();
    else if (entry.is_regular_file()) files[path] = project.read(path);
  }
  return files;
}

// --- Where Cargo is told to build -----------------------------------------------------------

/// Generates and builds where Cargo has built already, and lets Cargo build again.
void expect_untouched(const Project& project, const Words& directories, const Words& arguments = {}) {
  std::map<std::string, std::map<std::string, std::string>> before;
  auto cargo = [&] {
    Words words = {"build"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return project.cargo(words);
  };
  for (const std::string& directory : directories) EXPECT_FALSE(project.exists(directory)) << directory;
  EXPECT_TRUE(succeeded(project.generate(arguments)));
  EXPECT_TRUE(succeeded(project.ninja()));
  for (const std::string& directory : directories) EXPECT_FALSE(project.exists(directory)) << directory;
  EXPECT_TRUE(succeeded(cargo()));
  for (const std::string& directory : directories) {
    before[directory] = files_in(project, directory);
    EXPECT_FALSE(before[directory].empty()) << directory << ": the test's own configuration has no effect";
  }
  project.append("Cargo.toml", "# changed\n");
  EXPECT_TRUE(succeeded(project.generate(arguments)));
  EXPECT_TRUE(succeeded(project.ninja()));
  for (const std::string& directory : directories)
    EXPECT_TRUE(files_in(project, directory) == before[directory]) << directory;
  EXPECT_TRUE(succeeded(cargo()));
  EXPECT_TRUE(says(project.run_built("app"), " one"));
}

TEST(Places, OfBuildDirectoriesThatOptionsName) {
  Project project;
  write_package(project);
  expect_untouched(project, {"bd", "td"},
                   {"--config", "build.build-dir=\"bd\"", "--config", "build.target-dir=\"td\""});
  project.write("settings/more.toml", "build.build-dir = \"from-file\"\n");
  expect_untouched(project, {"from-file"}, {"--config", "settings/more.toml"});
}

TEST(Places, OfBuildDirectoriesThatFilesAndVariablesName) {
  Project project;
  write_package(project);
  project.write(".cargo/config.toml", "[build]\nbuild-dir = \"{workspace-root}/bd\"\ntarget-dir = \"td\"\n");
  expect_untouched(project, {"bd", "td"});
  project.set("CARGO_BUILD_BUILD_DIR", "from-variable");
  project.set("CARGO_TARGET_DIR", "target-of-variable");
  expect_untouched(project, {"from-variable", "target-of-variable"});
}

TEST(Places, OfCopiesOfArtifacts) {
  Project project;
  write_package(project);
  project.set("RUSTC_BOOTSTRAP", "1");  // it is an unstable option of Cargo's
  project.write(".cargo/config.toml", "[build]\nartifact-dir = \"out\"\n[unstable]\nunstable-options = true\n");
  expect_untouched(project, {"out"});
  expect_untouched(project, {"more-out"}, {"--config", "build.artifact-dir=\"more-out\""});
}

// --- Braces, which are a template's to Cargo --------------------------------------------------

TEST(Places, WithBraces) {
  Project project;
  for (std::string_view place : {"br{a}ce/one", "{/two", "}{}/three"}) {
    SCOPED_TRACE(place);
    const std::string directory(place);
    project.write(directory + "/Cargo.toml", manifest("app"));
    project.write(directory + "/build.rs", "fn main() { println!(\"cargo:rustc-env=SAID=1\"); }");
    project.write(directory + "/src/main.rs",
                  "fn main() { println!(\"{}\", concat!(env!(\"OUT_DIR\"), env!(\"SAID\"))); }");
    project.write(directory + "/tests/run.rs", "#[test] fn it() { assert_eq!(env!(\"SAID\"), \"1\"); }");
    Command command = project.command({FERRULE_PROGRAM, "generate", "--config", "profile.dev.debug=0"});
    command.directory = project.path(directory);
    EXPECT_TRUE(succeeded(test::run(command)));
    const std::string build = project.path(directory + "/target/ferrule");
    EXPECT_TRUE(succeeded(project.run({"ninja", "-C", build, "all", "test"})));
    EXPECT_TRUE(project.run({build + "/bin/app"}).output.starts_with(build + "/debug/build/app-"));
    EXPECT_TRUE(says(project.run({"ninja", "-C", build}), "no work to do"));
  }
}

// --- Programs that are named by a relative path -------------------------------------------------

/// A workspace below the project's directory with a path dependency outside, and a program `wrap.sh` for rustc's
/// place, which leaves a file when it is called.
class RelativePrograms : public testing::Test {
 protected:
  RelativePrograms() {
    project.workspace({"app"});
    project.program("app", "fn main() { println!(\"{}\", outside::one()); }",
                    "[dependencies]\noutside = { path = \"../../outside\" }\n");
    project.write("../outside/Cargo.toml", manifest("outside"));
    project.write("../outside/src/lib.rs", "pub fn one() -> i32 { 1 }");
    project.write_program("tools/wrap.sh", "echo \"$*\" >> " + project.path("calls") + "\nexec \"$@\"\n");
    project.write_program("tools/rustc.sh", "echo \"$*\" >> " + project.path("calls") + "\nexec rustc \"$@\"\n");
  }

  /// Builds from a directory below the workspace's; whether the program has compiled both crates.
  void expect_called(const std::string& from, const Words& arguments = {}, const Words& crates = {"outside", "app"}) {
    project.remove("build");
    Command command = project.command({FERRULE_PROGRAM, "generate", "-C", project.path("build")});
    command.words.insert(command.words.end(), arguments.begin(), arguments.end());
    command.directory = project.path(from);
    EXPECT_TRUE(succeeded(test::run(command)));
    project.remove("calls");
    EXPECT_TRUE(succeeded(project.ninja()));
    EXPECT_EQ(project.run_built("app").output, "1\n");
    for (const std::string& crate : crates)
      EXPECT_NE(project.read("calls").find("--crate-name " + crate), std::string::npos) << crate;
  }

  Project project;
};

TEST_F(RelativePrograms, InVariables) {
  for (const char* name : {"RUSTC_WRAPPER", "CARGO_BUILD_RUSTC_WRAPPER"}) {
    SCOPED_TRACE(name);
    project.set(name, "../tools/wrap.sh");
    expect_called("app");
    project.unset(name);
  }
  project.set("RUSTC_WORKSPACE_WRAPPER", "../tools/wrap.sh");
  expect_called("app", {}, {"app"});
  project.unset("RUSTC_WORKSPACE_WRAPPER");
  project.set("RUSTC", "../tools/rustc.sh");
  expect_called("app");
}

TEST_F(RelativePrograms, InConfiguration) {
  project.write(".cargo/config.toml", "[build]\nrustc-wrapper = \"tools/wrap.sh\"\n");
  expect_called("app/src");
  project.write(".cargo/config.toml", "[build]\nrustc = \"./tools/rustc.sh\"\n");
  expect_called("app");
  project.write(".cargo/config.toml", "");
  expect_called("app", {"--config", "build.rustc-wrapper='../tools/wrap.sh'"});
}

TEST_F(RelativePrograms, AndOtherPaths) {
  project.write_program("tools/cc.sh", "echo linked >> " + project.path("calls") + "\nexec cc \"$@\"\n");
  project.write(".cargo/config.toml", R"(
      [target.x86_64-unknown-linux-gnu]
      linker = "tools/cc.sh"
      [env]
      DATA = { value = "tools/data", relative = true }
  )");
  project.write("app/src/main.rs", "fn main() { println!(\"{} {}\", outside::one(), env!(\"DATA\")); }");
  Command command = project.command({FERRULE_PROGRAM, "generate", "-C", project.path("build")});
  command.directory = project.path("app/src");
  EXPECT_TRUE(succeeded(test::run(command)));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "1 " + project.path("tools/data") + "\n");
  EXPECT_EQ(project.read("calls"), "linked\n");
}

// --- Copied and moved checkouts --------------------------------------------------------------------

class Checkouts : public testing::Test {
 protected:
  /// A checkout in the directory "a", built in its target directory.
  void build_in_a(const Words& arguments = {}) {
    for (const char* file : {"Cargo.toml", "build.rs", "src", "tests"}) {
      fs::create_directories(project.path("a"));
      project.move(file, std::string("a/") + file);
    }
    Command generate = project.command({FERRULE_PROGRAM, "generate", "--pipelining", "hollow"});
    generate.words.insert(generate.words.end(), arguments.begin(), arguments.end());
    generate.directory = project.path("a");
    ASSERT_TRUE(succeeded(test::run(generate)));
    ASSERT_TRUE(succeeded(ninja("a")));
  }
  CommandResult ninja(const std::string& checkout, const Words& targets = {}) {
    Words words = {"ninja", "-C", project.path(checkout + "/target/ferrule")};
    words.insert(words.end(), targets.begin(), targets.end());
    return project.run(words);
  }
  std::string says_app(const std::string& checkout) {
    return project.run({project.path(checkout + "/target/ferrule/bin/app")}).output;
  }
  /// What a checkout's program says: where its build script ran, and its source's word.
  bool is_built(const std::string& checkout, const std::string& word) {
    const std::string said = says_app(checkout);
    return said.starts_with("out: " + project.path(checkout + "/target/ferrule/debug/build/")) &&
           said.ends_with(" " + word + "\n");
  }

  Checkouts() { write_package(project); }
  Project project;
};

TEST_F(Checkouts, ACopyIsBuiltFromItsOwnSources) {
  build_in_a();
  ASSERT_TRUE(succeeded(project.run({"cp", "-a", "a", "b"})));
  const auto original = files_in(project, "a");
  project.replace("b/src/main.rs", " one", " two");
  EXPECT_TRUE(succeeded(ninja("b", {"all", "test"})));
  EXPECT_TRUE(is_built("b", "two")) << says_app("b");
  EXPECT_TRUE(says(ninja("b"), "no work to do"));
  EXPECT_TRUE(files_in(project, "a") == original);
  EXPECT_TRUE(says(ninja("a"), "no work to do"));
  EXPECT_TRUE(is_built("a", "one")) << says_app("a");
  project.replace("a/src/lib.rs", "pub", "/* a */ pub");
  EXPECT_TRUE(says(ninja("b"), "no work to do"));
}

TEST_F(Checkouts, AMovedOneIsBuiltWhereItIs) {
  build_in_a();
  project.move("a", "b");
  EXPECT_TRUE(succeeded(ninja("b", {"all", "test"})));
  EXPECT_TRUE(is_built("b", "one")) << says_app("b");
  EXPECT_TRUE(says(ninja("b"), "no work to do"));
  fs::create_directories(project.path("deep/er"));
  project.move("b", "deep/er/b");
  project.replace("deep/er/b/src/main.rs", " one", " three");
  EXPECT_TRUE(succeeded(ninja("deep/er/b")));
  EXPECT_TRUE(is_built("deep/er/b", "three")) << says_app("deep/er/b");
}

TEST_F(Checkouts, ACopyThatNinjaDoesNotWatch) {
  build_in_a({"--no-watch", "--manifest-path", project.path("a/Cargo.toml")});
  ASSERT_TRUE(succeeded(project.run({"cp", "-a", "a", "b"})));
  const auto original = files_in(project, "a");
  project.replace("a/src/main.rs", " one", " changed");
  CommandResult refused = ninja("b");
  EXPECT_TRUE(failed_with(1, refused));
  EXPECT_TRUE(says(refused, "was copied or moved"));
  Command generate = project.command({FERRULE_PROGRAM, "generate"});
  generate.directory = project.path("b/target/ferrule");
  EXPECT_TRUE(succeeded(test::run(generate)));
  EXPECT_TRUE(succeeded(ninja("b")));
  EXPECT_TRUE(is_built("b", "one")) << says_app("b");
}

TEST_F(Checkouts, ACopyOfTheBuildDirectoryAloneKeepsItsSources) {
  build_in_a();
  ASSERT_TRUE(succeeded(project.run({"cp", "-a", "a/target/ferrule", "copy"})));
  EXPECT_TRUE(succeeded(project.run({"ninja", "-C", project.path("copy")})));
  CommandResult said = project.run({project.path("copy/bin/app")});
  EXPECT_TRUE(said.output.starts_with("out: " + project.path("copy/debug/build/"))) << said.output;
  EXPECT_TRUE(says(project.run({"ninja", "-C", project.path("copy")}), "no work to do"));
  EXPECT_TRUE(says(ninja("a"), "no work to do"));
}

TEST_F(Checkouts, WithoutSourcesThereIsSomethingToSay) {
  build_in_a();
  ASSERT_TRUE(succeeded(project.run({"cp", "-a", "a/target/ferrule", "copy"})));
  project.remove("a");
  CommandResult result = project.run({"ninja", "-C", project.path("copy")});
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "the directory that this build was generated from is gone"));
}

}  // namespace
}  // namespace ferrule::test
