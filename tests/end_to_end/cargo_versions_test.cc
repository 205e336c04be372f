// What newer versions of Cargo do by default, switched on early: libraries without their metadata
// (`-Zembed-metadata=no`), a build directory with a folder for each unit, and both.
#include <gtest/gtest.h>

#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {

namespace {

struct Novelty {
  const char* name;
  bool metadata_files;
  bool unit_folders;
};

void PrintTo(const Novelty& novelty, std::ostream* out) { *out << novelty.name; }

class CargoVersions : public testing::TestWithParam<Novelty> {
 protected:
  void SetUp() override {
    project.set("CARGO_INCREMENTAL", "0");
    // A stable Cargo takes unstable settings only so.
    if (!project.run({"rustc", "--version"}).says("nightly")) project.set("RUSTC_BOOTSTRAP", "1");
    if (GetParam().metadata_files) {
      project.set("CARGO_UNSTABLE_NO_EMBED_METADATA", "true");
      project.set("CARGO_UNSTABLE_EMBED_METADATA", "false");
    }
    if (GetParam().unit_folders) project.set("CARGO_UNSTABLE_BUILD_DIR_NEW_LAYOUT", "true");
  }

  /// A member for each sort of unit.
  void write_members() const {
    project.workspace({"macros", "digits", "engine", "shared", "app"});
    project.macro_over_library();
    project.library("engine", R"(pub fn power() -> usize { include!(concat!(env!("OUT_DIR"), "/power.rs")) }
#[no_mangle] pub extern "C" fn engine_power() -> usize { power() }
pub fn generic<T: std::fmt::Debug>(value: T) -> String { format!("{value:?} at {}", file!()) }
)",
                    "build = \"build.rs\"\n[lib]\ncrate-type = [\"cdylib\", \"staticlib\", \"rlib\"]\n");
    project.write("engine/build.rs", R"rust(fn main() {
  println!("cargo:rerun-if-changed=build.rs");
  let out = std::env::var("OUT_DIR").unwrap();
  std::fs::write(format!("{out}/power.rs"), format!("{:?}.len()", out)).unwrap();
}
)rust");
    project.library("shared", R"(/// ```
/// assert_eq!(shared::one(), 1);
/// ```
pub fn one() -> usize { macros::one!() }
#[cfg(test)] mod tests { #[test] fn is_one() { assert_eq!(super::one(), 1); } }
)",
                    depends_on({"macros"}));
    project.program(
        "app", R"(fn main() {
  println!("{} {} {}", engine::generic(shared::one()), engine::power() > 0, env!("OUT_DIR").len() > 0);
}
)",
        "build = \"build.rs\"\n" + depends_on({"engine", "shared"}) + depends_on({"shared"}, "build-dependencies"));
    project.write("app/build.rs", "fn main() { assert_eq!(shared::one(), 1); }\n");
    project.write("app/tests/runs.rs", R"(#[test] fn runs() {
  let out = std::process::Command::new(env!("CARGO_BIN_EXE_app")).output().unwrap();
  assert!(out.status.success());
}
)");
    project.write("app/examples/show.rs", "fn main() { println!(\"{}\", shared::one()); }\n");
  }

  /// Whether a Cargo that says this with `-v` does what it was asked for, and nothing of the other.
  bool is_known(const CommandResult& cargo) const {
    return cargo.says("embed-metadata=no") == GetParam().metadata_files &&
           cargo.says("/build/shared/") == GetParam().unit_folders;
  }

  Project project;
};

TEST_P(CargoVersions, MakesTheSameInEveryMode) {
  write_members();
  const std::string build(Project::kBuild);
  const Words what = {"--workspace", "--bins", "--lib", "--examples"};
  Words cargo = {"build", "-v", "--target-dir", build};
  cargo.insert(cargo.end(), what.begin(), what.end());
  const CommandResult built = project.cargo(cargo);
  ASSERT_TRUE(succeeded(built));
  if (!is_known(built)) GTEST_SKIP() << "this version of Cargo or rustc doesn't know the settings";
  project.move(build, "build.cargo");
  for (const Words& mode : {Words{}, Words{"--pipelining", "off"}, Words{"--split-links"}}) {
    Words options = what;
    options.insert(options.end(), mode.begin(), mode.end());
    if (!mode.empty()) project.remove(build);
    project.build(options);
    EXPECT_TRUE(is_idle(project.ninja()));
    EXPECT_GE(expect_same_files(project.path("build.cargo"), project.path(build)).size(), 4u);
  }
}

TEST_P(CargoVersions, RunsTestsChecksAndVerifies) {
  write_members();
  ASSERT_TRUE(succeeded(project.generate({"--workspace"})));
  const Build tests = project.ninja({"test"});
  EXPECT_TRUE(succeeded(tests));
  EXPECT_TRUE(tests.says(".rust_doc_test"));
  EXPECT_TRUE(tests.ran("runs.rust_test_run"));
  EXPECT_TRUE(succeeded(project.ninja({"check"})));
  EXPECT_TRUE(succeeded(project.ferrule({"verify", "-C", std::string(Project::kBuild)})));
}

TEST_P(CargoVersions, RebuildsWhatAnEditReaches) {
  write_members();
  project.build({"--workspace"});
  project.append("shared/src/lib.rs", "// A comment.\n");
  const Build comment = project.ninja();
  EXPECT_TRUE(ran_exactly(comment, {"shared.rust_codegen"}));
  project.replace("shared/src/lib.rs", "macros::one!()", "macros::one!() + 1 - 1");
  EXPECT_TRUE(project.ninja().ran("app.rust_bin"));
  EXPECT_TRUE(is_idle(project.ninja()));
  project.replace("engine/build.rs", "{:?}.len", "1 + {:?}.len");
  EXPECT_TRUE(project.ninja().ran("app.rust_bin"));
  EXPECT_TRUE(succeeded(project.run_built("app")));
}

/// Both edges of a library must make the same, and threads that take turns may not.
TEST(FrontendThreads, AreOneWhereALibraryIsSplit) {
  Project project;
  project.set("RUSTC_BOOTSTRAP", "1");
  project.set("RUSTFLAGS", "-Zthreads=4");
  project.workspace({"macros", "digits", "app"});
  project.macro_over_library();
  project.program("app", "fn main() { println!(\"{}\", macros::one!()); }", depends_on({"macros"}));
  project.build();
  EXPECT_EQ(project.run_built("app").output, "1\n");
  EXPECT_TRUE(succeeded(project.ferrule({"verify", "-C", std::string(Project::kBuild)})));
  const std::string split = project.read(project.find("build/actions", "digits-", ".rust_codegen"));
  EXPECT_GT(split.find("arg -Zthreads=1\n"), split.find("arg -Zthreads=4\n"));
  const std::string fused = project.read(project.find("build/actions", "app-", ".rust_bin"));
  EXPECT_NE(fused.find("arg -Zthreads=4\n"), std::string::npos);
  EXPECT_EQ(fused.find("arg -Zthreads=1\n"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Early, CargoVersions,
                         testing::Values(Novelty{"MetadataFiles", true, false}, Novelty{"UnitFolders", false, true},
                                         Novelty{"Both", true, true}),
                         [](const auto& novelty) { return std::string(novelty.param.name); });

}  // namespace

}  // namespace ferrule::test
