// Profiles: whatever one asks for, the artifacts are Cargo's.
#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Something of everything that a profile can make different: generic and
/// inlined code of a library, a proc macro with a library of its own, a build
/// script, arithmetic that may overflow, and all types that are linked.
void write_everything(const Project& project, std::string_view profiles) {
  project.workspace({"app", "plugin"}, profiles);
  project.library("base", R"(
      pub fn largest<T: PartialOrd + Copy>(all: &[T]) -> T {
          let mut most = all[0];
          for &one in all { if one > most { most = one; } }
          most
      }
      #[inline] pub fn double(x: u8) -> u8 { x * 2 }
      pub fn table() -> std::collections::BTreeMap<String, usize> {
          ["a", "bb"].iter().map(|s| (s.to_string(), s.len())).collect()
      }
  )");
  project.library("macros", R"(
      #[proc_macro]
      pub fn four(_: proc_macro::TokenStream) -> proc_macro::TokenStream { base::double(2).to_string().parse().unwrap() }
  )",
                  "[lib]\nproc-macro = true\n" + depends_on({"base"}));
  project.program("app", R"(
      fn main() {
          println!("{} {} {:?} {}", base::largest(&[1, 3, 2]), macros::four!(), base::table(), env!("FROM_SCRIPT"));
          println!("{}", base::double(std::env::args().count() as u8));
      }
  )",
                  depends_on({"base", "macros"}));
  project.write("app/build.rs", "fn main() { println!(\"cargo::rustc-env=FROM_SCRIPT=yes\"); }");
  project.library("plugin",
                  "#[no_mangle] pub extern \"C\" fn largest(a: i32, b: i32) -> i32 { base::largest(&[a, b]) }",
                  "[lib]\ncrate-type = [\"cdylib\", \"staticlib\"]\n" + depends_on({"base"}));
}

struct ProfileCase {
  std::string name;
  /// The workspace's [profile.*] tables.
  std::string profiles;
  Words flags = {};
};

void PrintTo(const ProfileCase& example, std::ostream* out) { *out << example.name; }

class Profiles : public testing::TestWithParam<ProfileCase> {};

TEST_P(Profiles, GiveCargosArtifacts) {
  Project project;
  write_everything(project, GetParam().profiles);
  EXPECT_EQ(expect_same_as_cargo(project, GetParam().flags).size(), 3u);
  EXPECT_TRUE(succeeded(project.run_built("app")));
  EXPECT_TRUE(is_idle(project.ninja()));
}

const ProfileCase kCases[] = {
    {"Dev", ""},
    {"Release", "", {"--release"}},
    {"LtoThin", "[profile.release]\nlto = \"thin\"\n", {"--release"}},
    {"LtoFat", "[profile.release]\nlto = \"fat\"\npanic = \"abort\"\ncodegen-units = 1\n", {"--release"}},
    {"LtoOff", "[profile.release]\nlto = \"off\"\nopt-level = \"z\"\nstrip = true\n", {"--release"}},
    {"PanicAbort", "[profile.dev]\npanic = \"abort\"\nstrip = \"debuginfo\"\n"},
    {"NoChecks", "[profile.dev]\noverflow-checks = false\ndebug-assertions = false\ncodegen-units = 1\n"},
    {"LessDebuginfo", "[profile.dev]\ndebug = \"line-tables-only\"\nsplit-debuginfo = \"off\"\n"},
    {"Overrides",
     "[profile.dev.package.base]\nopt-level = 3\ncodegen-units = 2\n"
     "[profile.dev.package.\"*\"]\nopt-level = 2\n"
     "[profile.dev.build-override]\nopt-level = 1\ndebug = true\n"},
    {"Custom",
     "[profile.very-small]\ninherits = \"release\"\nopt-level = \"s\"\nlto = \"thin\"\nstrip = true\n",
     {"--profile", "very-small"}},
    {"FromTheCommandLine", "", {"--config", "profile.dev.opt-level=1", "--config", "profile.dev.debug=false"}},
};

INSTANTIATE_TEST_SUITE_P(All, Profiles, testing::ValuesIn(kCases),
                         [](const testing::TestParamInfo<ProfileCase>& each) { return each.param.name; });

/// The compiler embeds the paths of its temporary files here, so that the
/// bytes are not Cargo's.
TEST(Profile, PackedDebuginfoStandsBesideTheExecutable) {
  Project project;
  write_everything(project, "[profile.dev]\nsplit-debuginfo = \"packed\"\n");
  project.build();
  EXPECT_TRUE(succeeded(project.run_built("app")));
  EXPECT_TRUE(project.exists("build/bin/app.dwp"));
  EXPECT_TRUE(project.exists("build/lib/libplugin.so.dwp"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Profile, ComesFromTheEnvironment) {
  Project project;
  write_everything(project, "");
  project.set("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
  expect_same_as_cargo(project);
}

TEST(Profile, IncrementalCompilationKeepsItsStateForTheNextBuild) {
  Project project;
  write_everything(project, "");
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_FALSE(project.list("build/incremental").empty());
  project.replace("base/src/lib.rs", "x * 2", "x * 3");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(says(project.run_built("app"), "\n3\n"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Profile, ChangesInOneBuildDirectory) {
  Project project;
  write_everything(project, "");
  project.build();
  project.build({"--release"});
  EXPECT_TRUE(succeeded(project.run_built("app")));
  EXPECT_TRUE(is_idle(project.ninja()));
}

}  // namespace
}  // namespace ferrule::test
