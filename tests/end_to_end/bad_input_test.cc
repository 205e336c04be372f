// What cannot be done is said in one message that tells what to do; nothing
// that was there before is harmed.
#include <unistd.h>

#include <filesystem>

#include "harness/project.h"

namespace ferrule::test {
namespace {

namespace fs = std::filesystem;

/// A complaint: status 1, one error that says `reason`.
void expect_complaint(const CommandResult& result, std::string_view reason) {
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, reason));
  EXPECT_TRUE(result.output.starts_with("error: ") || result.says("\nerror: ")) << result.output;
  EXPECT_EQ(result.count("error: "), 1) << result.output;
}

class BadInput : public testing::Test {
 protected:
  void write_app() {
    project.write("Cargo.toml", manifest("app"));
    project.write("src/main.rs", "fn main() { println!(\"well\"); }");
  }

  /// Complains, and writes nothing.
  void expect_refusal(std::string_view reason, const Words& arguments = {}) {
    expect_complaint(project.generate(arguments), reason);
    EXPECT_FALSE(project.exists("build"));
  }

  /// PATH for programs that know only these tools.
  void use_only(const Words& tools) {
    for (const std::string& tool : tools) {
      CommandResult place = project.run({"sh", "-c", "command -v " + tool});
      ASSERT_TRUE(succeeded(place));
      place.output.pop_back();
      fs::create_directories(project.path("tools"));
      fs::create_symlink(place.output, project.path("tools/" + tool));
    }
    project.set("PATH", project.path("tools"));
  }

  Project project;
};

TEST_F(BadInput, NoManifest) { expect_refusal("could not find `Cargo.toml`"); }

TEST_F(BadInput, MissingManifest) {
  expect_refusal("absent/Cargo.toml` does not exist", {"--manifest-path", "absent/Cargo.toml"});
}

TEST_F(BadInput, MalformedManifest) {
  write_app();
  project.append("Cargo.toml", "[dependencies\n");
  expect_refusal("unclosed table, expected `]`");
}

TEST_F(BadInput, ManifestOfNoTarget) {
  project.write("Cargo.toml", manifest("app"));
  expect_refusal("no targets specified in the manifest");
}

TEST_F(BadInput, MissingDependencyOffline) {
  write_app();
  project.append("Cargo.toml", "[dependencies]\nno-such-crate-at-all = \"1\"\n");
  project.set("CARGO_HOME", project.path("empty-cargo-home"));
  expect_refusal("no matching package named `no-such-crate-at-all` found", {"--offline"});
}

TEST_F(BadInput, MissingPathDependency) {
  write_app();
  project.append("Cargo.toml", "[dependencies]\nabsent = { path = \"absent\" }\n");
  expect_refusal("failed to get `absent` as a dependency of package `app");
}

TEST_F(BadInput, UnknownPackage) {
  write_app();
  expect_refusal("package ID specification `apq` did not match any packages", {"-p", "apq"});
}

TEST_F(BadInput, UnknownExecutable) {
  write_app();
  expect_refusal("no bin target named `apq`", {"--bin", "apq"});
}

TEST_F(BadInput, UnknownFeature) {
  write_app();
  expect_refusal("does not contain this feature: tea", {"--features", "tea"});
}

TEST_F(BadInput, UnknownProfile) {
  write_app();
  expect_refusal("profile `fast` is not defined", {"--profile", "fast"});
}

TEST_F(BadInput, UnknownTarget) {
  write_app();
  CommandResult result = project.generate({"--target", "pdp11-unknown-unix"});
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "pdp11-unknown-unix"));
  EXPECT_FALSE(project.exists("build"));
}

TEST_F(BadInput, LockFileThatWouldChange) {
  write_app();
  expect_refusal("--locked", {"--locked"});
}

TEST_F(BadInput, MalformedConfiguration) {
  write_app();
  project.write(".cargo/config.toml", "[build\n");
  expect_refusal("could not parse TOML configuration");
}

TEST_F(BadInput, RustVersionThatIsTooNew) {
  write_app();
  project.write("Cargo.toml", manifest("app", "rust-version = \"1.9999\"\n"));
  expect_refusal("requires rustc 1.9999");
}

TEST_F(BadInput, UnknownOptionIsAUsageError) {
  write_app();
  CommandResult result = project.generate({"--no-such-option"});
  EXPECT_TRUE(failed_with(2, result));
  EXPECT_TRUE(says(result, "--no-such-option"));
  EXPECT_FALSE(project.exists("build"));
}

// --- Build directories ---------------------------------------------------------

TEST_F(BadInput, BuildDirectoryOfAnotherGenerator) {
  write_app();
  project.write("build/build.ninja", "# CMAKE generated file: DO NOT EDIT!\n");
  expect_complaint(project.generate(), "was not written by ferrule");
  EXPECT_EQ(project.read("build/build.ninja"), "# CMAKE generated file: DO NOT EDIT!\n");
  EXPECT_EQ(project.list("build"), Words{"build.ninja"});
}

TEST_F(BadInput, BuildDirectoryThatHoldsOtherThings) {
  write_app();
  project.write("build/letter.txt", "Dear reader");
  expect_complaint(project.generate(), "is not empty");
  EXPECT_EQ(project.list("build"), Words{"letter.txt"});
}

TEST_F(BadInput, BuildDirectoryThatIsAFile) {
  write_app();
  project.write("build", "");
  expect_complaint(project.generate(), "is a file, not a build directory");
}

TEST_F(BadInput, BuildDirectoryThatCannotBeMade) {
  write_app();
  expect_complaint(project.ferrule({"generate", "-C", "/proc/ferrule"}), "/proc/ferrule");
}

TEST_F(BadInput, BuildDirectoryThatCannotBeWrittenTo) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may write anywhere";
  write_app();
  project.write("closed/file", "");
  fs::permissions(project.path("closed"), fs::perms::owner_read | fs::perms::owner_exec);
  expect_complaint(project.ferrule({"generate", "-C", "closed/build"}), "Permission denied");
  fs::permissions(project.path("closed"), fs::perms::owner_all);
}

TEST_F(BadInput, AnOldBuildIsLeftAsItWas) {
  write_app();
  project.build();
  const std::string ninja = project.read("build/build.ninja");
  const auto time = fs::last_write_time(project.path("build/build.ninja"));
  project.append("Cargo.toml", "[dependencies\n");
  expect_complaint(project.generate(), "unclosed table, expected `]`");
  write_app();
  expect_complaint(project.generate({"-p", "apq"}), "package ID specification `apq`");
  expect_complaint(project.generate({"--no-pipelining", "apq"}), "no package in this build is named `apq`");
  project.set("RUSTC", "no-such-rustc");
  expect_complaint(project.generate(), "no-such-rustc");
  project.unset("RUSTC");
  EXPECT_EQ(project.read("build/build.ninja"), ninja);
  EXPECT_TRUE(fs::last_write_time(project.path("build/build.ninja")) == time);
  EXPECT_EQ(project.run_built("app").output, "well\n");
  EXPECT_TRUE(succeeded(project.ninja()));
}

// --- Tools ----------------------------------------------------------------------

TEST_F(BadInput, NoNinja) {
  write_app();
  use_only({"cargo", "rustc"});
  expect_refusal("cannot find `ninja`");
}

TEST_F(BadInput, NoRustc) {
  write_app();
  project.set("RUSTC", "no-such-rustc");
  expect_refusal("no-such-rustc");
}

TEST_F(BadInput, NoRustToolchain) {
  write_app();
  use_only({"ninja"});
  expect_refusal("install a Rust toolchain");
}

TEST_F(BadInput, NoCargo) {
  write_app();
  use_only({"ninja", "rustc"});
  expect_refusal("cannot find `cargo`");
}

TEST_F(BadInput, RustcThatIsTooOld) {
  write_app();
  project.write_program("old-rustc", R"sh(
      case "$*" in
        *sysroot*) echo /nowhere ;;
        *) echo "rustc 1.50.0 (cb75ad5db 2021-02-10)"; echo "host: x86_64-unknown-linux-gnu"; echo "release: 1.50.0" ;;
      esac
  )sh");
  project.set("RUSTC", project.path("old-rustc"));
  expect_refusal("rustc 1.50.0 is too old");
}

TEST_F(BadInput, RustcThatFails) {
  write_app();
  project.write_program("broken-rustc", "echo 'no space left in the attic' >&2\nexit 3\n");
  project.set("RUSTC", project.path("broken-rustc"));
  expect_refusal("no space left in the attic");
}

// --- What isn't supported -----------------------------------------------------

TEST_F(BadInput, ArtifactDependencies) {
  project.workspace({"app"});
  project.program("tool", "fn main() {}");
  project.program("app", "fn main() { let _ = env!(\"CARGO_BIN_FILE_TOOL\"); }",
                  "[dependencies]\ntool = { path = \"../tool\", artifact = \"bin\" }\n");
  expect_refusal("`artifact = …` requires `-Z bindeps`");
  project.set("RUSTC_BOOTSTRAP", "1");  // Cargo, too, is a nightly one with it
  expect_refusal("artifact dependencies (-Z bindeps) are not supported", {"-Z", "bindeps"});
}

TEST_F(BadInput, BuildingTheStandardLibrary) {
  write_app();
  project.write(".cargo/config.toml", "[unstable]\nbuild-std = [\"core\"]\n");
  expect_refusal("building the standard library (-Z build-std) is not supported");
}

TEST_F(BadInput, BuildingTheStandardLibraryByOption) {
  write_app();
  project.set("RUSTC_BOOTSTRAP", "1");
  expect_refusal("building the standard library (-Z build-std) is not supported", {"-Z", "build-std"});
}

TEST_F(BadInput, RunnerOnTheCommandLine) {
  write_app();
  const Words runner = {"--config", "target.x86_64-unknown-linux-gnu.runner='qemu'"};
  expect_refusal("`--config target.x86_64-unknown-linux-gnu.runner` is not supported", runner);
  EXPECT_TRUE(succeeded(project.generate({"--no-tests", runner[0], runner[1]})));
}

TEST_F(BadInput, UnpackedDebuginfo) {
  write_app();
  project.append("Cargo.toml", "[profile.dev]\nsplit-debuginfo = \"unpacked\"\n");
  expect_refusal("split-debuginfo = \"unpacked\" is not supported");
}

}  // namespace
}  // namespace ferrule::test
