// What is built: packages, targets, features; and how: Cargo's configuration,
// flags and wrappers.
#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Two programs and a library that both use.
void write_workshop(const Project& project, std::string_view more = "") {
  project.workspace({"hammer", "saw", "steel"}, more);
  project.library("steel", "pub fn hardness() -> u32 { 7 }");
  for (std::string_view tool : {"hammer", "saw"})
    project.program(tool, "fn main() { println!(\"{}\", steel::hardness()); }", depends_on({"steel"}));
}

/// A program that tells which features it has.
void write_featured(const Project& project) {
  project.workspace({"app"});
  project.library("voice", "pub const LOUD: bool = cfg!(feature = \"loud\");", "[features]\nloud = []\n");
  project.program("app", R"(
      fn main() {
          #[cfg(feature = "speech")]
          println!("speech {}", voice::LOUD);
          println!("tea {}", cfg!(feature = "tea"));
      }
  )",
                  R"(
      [features]
      default = ["tea"]
      tea = []
      speech = ["dep:voice"]
      shouting = ["speech", "voice/loud"]
      [dependencies]
      voice = { path = "../voice", optional = true }
  )");
}

TEST(Selection, WholeWorkspaceByDefault) {
  Project project;
  write_workshop(project);
  Build build = project.build();
  EXPECT_TRUE(build.ran("hammer.rust_bin") && build.ran("saw.rust_bin"));
}

TEST(Selection, DefaultMembers) {
  Project project;
  write_workshop(project, "default-members = [\"saw\"]\n");
  EXPECT_TRUE(ran_exactly(project.build(), {"saw.rust_bin", "steel.rust_codegen"}));
  EXPECT_TRUE(project.build({"--workspace"}).ran("hammer.rust_bin"));
}

TEST(Selection, OnePackage) {
  Project project;
  write_workshop(project);
  EXPECT_TRUE(ran_exactly(project.build({"-p", "hammer"}), {"hammer.rust_bin", "steel.rust_codegen"}));
}

TEST(Selection, AllPackagesButOne) {
  Project project;
  write_workshop(project);
  EXPECT_TRUE(
      ran_exactly(project.build({"--workspace", "--exclude", "hammer"}), {"saw.rust_bin", "steel.rust_codegen"}));
}

TEST(Selection, PackageNamedToNinja) {
  Project project;
  write_workshop(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(ran_exactly(project.ninja({"hammer"}), {"hammer.rust_bin", "steel.rust_codegen"}));
}

TEST(Selection, OneExecutable) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/bin/one.rs", "fn main() {}");
  project.write("src/bin/two.rs", "fn main() {}");
  EXPECT_TRUE(ran_exactly(project.build({"--bin", "two"}), {"two.rust_bin"}));
}

TEST(Selection, OnlyTheLibrary) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", "");
  project.write("src/main.rs", "fn main() {}");
  EXPECT_TRUE(ran_exactly(project.build({"--lib"}), {"app.rust_codegen"}));
}

TEST(Selection, MembersByGlob) {
  Project project;
  project.write("Cargo.toml",
                "[workspace]\nresolver = \"2\"\nmembers = [\"crates/*\"]\nexclude = [\"crates/not-this\"]\n");
  project.program("crates/one", "fn main() {}");
  project.write("crates/one/Cargo.toml", manifest("one"));
  project.program("crates/not-this", "not Rust");
  project.write("crates/not-this/Cargo.toml", manifest("not-this"));
  EXPECT_TRUE(ran_exactly(project.build(), {"one.rust_bin"}));
}

TEST(Selection, ManifestElsewhere) {
  Project project;
  project.program("inner", "fn main() {}");
  project.build({"--manifest-path", "inner/Cargo.toml"});
  EXPECT_TRUE(succeeded(project.run_built("inner")));
}

/// Cargo takes the package that one stands in.
TEST(Selection, FromAMembersDirectory) {
  Project project;
  write_workshop(project);
  Command generate = project.command({FERRULE_PROGRAM, "generate", "-C", "../build", "--pipelining", "hollow"});
  generate.directory = project.path("saw");
  ASSERT_TRUE(succeeded(run(generate)));
  EXPECT_TRUE(ran_exactly(project.ninja(), {"saw.rust_bin", "steel.rust_codegen"}));
}

TEST(Selection, BuildDirectoryInTargetByDefault) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  ASSERT_TRUE(succeeded(project.ferrule({"generate"})));
  EXPECT_TRUE(succeeded(project.run({"ninja", "-C", "target/ferrule"})));
  EXPECT_TRUE(project.exists("target/ferrule/bin/app"));
}

struct FeatureCase {
  std::string name;
  Words flags;
  std::string output;
};

void PrintTo(const FeatureCase& example, std::ostream* out) { *out << example.name; }

class Features : public testing::TestWithParam<FeatureCase> {};

TEST_P(Features, AreCargos) {
  Project project;
  write_featured(project);
  expect_same_as_cargo(project, GetParam().flags);
  EXPECT_EQ(project.run_built("app").output, GetParam().output);
}

const FeatureCase kFeatureCases[] = {
    {"Default", {}, "tea true\n"},
    {"None", {"--no-default-features"}, "tea false\n"},
    {"OfADependency", {"--features", "shouting"}, "speech true\ntea true\n"},
    {"All", {"--all-features"}, "speech true\ntea true\n"},
    {"SeveralOptions", {"--no-default-features", "-F", "speech", "-F", "tea"}, "speech false\ntea true\n"},
    {"OneOptionForSeveral", {"--no-default-features", "--features", "speech,tea"}, "speech false\ntea true\n"},
};

INSTANTIATE_TEST_SUITE_P(All, Features, testing::ValuesIn(kFeatureCases),
                         [](const testing::TestParamInfo<FeatureCase>& each) { return each.param.name; });

/// A program that shows the cfgs and variables that configuration can set.
void write_configurable(const Project& project) {
  project.write("Cargo.toml", manifest("app", "[lints.rust]\nunexpected_cfgs = \"allow\"\n"));
  project.write("src/main.rs", R"(
      fn main() { println!("{} {} {:?}", cfg!(first), cfg!(second), option_env!("FROM_CONFIG")); }
  )");
}

TEST(Configuration, RustflagsInTheEnvironment) {
  Project project;
  write_configurable(project);
  project.set("RUSTFLAGS", "--cfg first  --cfg second");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "true true None\n");
}

TEST(Configuration, EncodedRustflagsMayHoldSpaces) {
  Project project;
  write_configurable(project);
  project.set("CARGO_ENCODED_RUSTFLAGS",
              "--cfg\x1f"
              "first\x1f--cfg\x1fname=\"with space\"");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "true false None\n");
}

TEST(Configuration, RustflagsInTheConfigurationFile) {
  Project project;
  write_configurable(project);
  project.write(".cargo/config.toml", "[target.'cfg(unix)']\nrustflags = [\"--cfg\", \"first\"]\n");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "true false None\n");
}

/// More than one command line should hold.
TEST(Configuration, RustflagsWithoutEnd) {
  Project project;
  write_configurable(project);
  std::string flags = "'--cfg', 'first'";
  for (int i = 0; i < 30'000; ++i) flags += ", '--cfg', 'flag_" + std::to_string(i) + "'";
  project.write(".cargo/config.toml", "[build]\nrustflags = [" + flags + "]\n");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "true false None\n");
}

TEST(Configuration, SeveralConfigOptionsOfBothKinds) {
  Project project;
  write_configurable(project);
  project.write("extra.toml", "[env]\nFROM_CONFIG = \"file\"\n");
  expect_same_as_cargo(project, {"--config", "build.rustflags=['--cfg','first']", "--config", "extra.toml",
                                 "--config", "build.rustflags=['--cfg','second']"});
  EXPECT_EQ(project.run_built("app").output, "true true Some(\"file\")\n");
}

TEST(Configuration, EnvironmentTable) {
  Project project;
  write_configurable(project);
  project.write(".cargo/config.toml", R"([env]
FROM_CONFIG = { value = "some/path", relative = true }
)");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "false false Some(\"" + project.path("some/path") + "\")\n");
}

TEST(Configuration, EnvironmentTableYieldsToTheEnvironmentUnlessForced) {
  Project project;
  write_configurable(project);
  project.write(".cargo/config.toml", "[env]\nFROM_CONFIG = \"configuration\"\n");
  project.set("FROM_CONFIG", "caller");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "false false Some(\"caller\")\n");
  project.write(".cargo/config.toml", "[env]\nFROM_CONFIG = { value = \"configuration\", force = true }\n");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "false false Some(\"configuration\")\n");
}

TEST(Configuration, TargetInTheConfigurationFile) {
  Project project;
  write_configurable(project);
  project.write(".cargo/config.toml", "[build]\ntarget = \"x86_64-unknown-linux-gnu\"\ntarget-dir = \"elsewhere\"\n");
  expect_same_as_cargo(project);
  EXPECT_FALSE(project.exists("elsewhere"));
}

TEST(Configuration, LinkerInTheConfigurationFile) {
  Project project;
  write_configurable(project);
  project.write_program("linker", "echo linked >> '" + project.path("links") + "'\nexec cc \"$@\"\n");
  project.write(".cargo/config.toml", "[target.x86_64-unknown-linux-gnu]\nlinker = \"./linker\"\n");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.read("links"), "linked\nlinked\n");
}

TEST(Configuration, TheUsersTargetDirectoryIsLeftAlone) {
  Project project;
  write_configurable(project);
  project.set("CARGO_TARGET_DIR", project.path("mine"));
  project.set("CARGO_BUILD_BUILD_DIR", project.path("mine-too"));
  project.build();
  EXPECT_FALSE(project.exists("mine"));
  EXPECT_FALSE(project.exists("mine-too"));
}

TEST(Configuration, HowCargoTalksDoesNotMatter) {
  Project project;
  write_configurable(project);
  project.build();
  const std::string ninja_text = project.read("build/build.ninja");
  const std::vector<Variables> manners = {{{"CARGO_TERM_QUIET", "true"}},
                                          {{"CARGO_TERM_VERBOSE", "true"}, {"CARGO_TERM_COLOR", "always"}},
                                          {{"CARGO_BUILD_JOBS", "1"}, {"CARGO_LOG", "cargo=warn"}}};
  for (const Variables& manner : manners) {
    Variables before = project.environment(), now = manner;
    now.insert(before.begin(), before.end());
    project.set_environment(now);
    project.remove("build");
    project.build();
    EXPECT_EQ(project.read("build/build.ninja"), ninja_text);
    project.set_environment(before);
  }
}

struct FlagsCase {
  std::string name;
  std::string flags;
};

void PrintTo(const FlagsCase& example, std::ostream* out) { *out << example.name; }

class Rustflags : public testing::TestWithParam<FlagsCase> {};

TEST_P(Rustflags, GiveCargosArtifacts) {
  Project project;
  write_featured(project);
  project.set("RUSTFLAGS", GetParam().flags + " --remap-path-prefix=" + project.path() + "=/source");
  expect_same_as_cargo(project, {"--features", "shouting"});
}

const FlagsCase kFlagsCases[] = {
    {"AnotherMangling", "-C symbol-mangling-version=v0 -C target-cpu=native"},
    {"Coverage", "-C instrument-coverage"},
    {"FramePointers", "-C force-frame-pointers=yes -C debuginfo=1 -C relocation-model=static"},
};

INSTANTIATE_TEST_SUITE_P(All, Rustflags, testing::ValuesIn(kFlagsCases),
                         [](const testing::TestParamInfo<FlagsCase>& each) { return each.param.name; });

/// A wrapper that logs the crate that it compiles and the variables that
/// rustc sees.
void write_wrapper(const Project& project, std::string_view name) {
  project.write_program(name, R"(
      crate=; previous=
      for word; do [ "$previous" = --crate-name ] && crate=$word; previous=$word; done
      [ "$crate" ] && [ "$crate" != ___ ] && echo "$crate" >> ')" +
                                  project.path(std::string(name) + ".log") + R"('
      exec "$@"
  )");
}

TEST(Wrapper, OfTheUserRunsForEachCompile) {
  Project project;
  write_workshop(project);
  write_wrapper(project, "wrapper");
  project.set("RUSTC_WRAPPER", project.path("wrapper"));
  expect_same_as_cargo(project);
  project.remove("wrapper.log");
  project.touch("saw/src/main.rs");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"saw.rust_bin"}));
  EXPECT_EQ(project.read("wrapper.log"), "saw\n");
}

TEST(Wrapper, OfTheWorkspaceRunsForItsMembersOnly) {
  Project project;
  project.write("Cargo.toml", "[workspace]\nmembers = [\"app\"]\nexclude = [\"outside\"]\n");
  project.library("outside", "pub fn f() {}");
  project.program("app", "fn main() { outside::f() }", depends_on({"outside"}));
  write_wrapper(project, "wrapper");
  project.set("RUSTC_WORKSPACE_WRAPPER", project.path("wrapper"));
  expect_same_as_cargo(project);
  project.remove("wrapper.log");
  project.remove("build");
  project.build();
  EXPECT_EQ(project.read("wrapper.log"), "app\n");
}

TEST(Wrapper, ComesFromTheConfigurationFile) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  write_wrapper(project, "wrapper");
  project.write(".cargo/config.toml", "[build]\nrustc-wrapper = \"./wrapper\"\n");
  project.build();
  EXPECT_EQ(project.read("wrapper.log"), "app\n");
}

}  // namespace
}  // namespace ferrule::test
