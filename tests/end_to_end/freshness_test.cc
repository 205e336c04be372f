// A build directory that is kept while the sources are checked out anew.
#include <filesystem>

#include "harness/project.h"

namespace ferrule::test {
namespace {

void write_workspace(const Project& project) {
  project.workspace({"app"});
  project.library("part", "pub fn f() -> u32 { include!(\"number\") }");
  project.write("part/src/number", "1");
  project.program("app", "fn main() { println!(\"{} {}\", part::f(), env!(\"MADE\")); }", depends_on({"part"}));
  project.write("app/data/words", "first");
  project.write("app/build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-changed=data");
          println!("cargo::rustc-env=MADE={}", std::fs::read_to_string("data/words").unwrap());
      })");
}

/// As a new checkout has them: the same files with new times.
void check_out_again(const Project& project) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(project.path())) {
    const std::string path = std::filesystem::relative(entry.path(), project.path()).string();
    if (!path.starts_with("build") && entry.is_regular_file()) project.touch(path);
  }
  for (const char* directory : {"app/data", "part/src"}) {
    project.write(std::string(directory) + "/new", "");
    project.remove(std::string(directory) + "/new");
  }
}

CommandResult freshness(const Project& project, const std::string& action) {
  return project.ferrule({"freshness", action, "-C", "build"});
}

TEST(Freshness, NothingIsBuiltAgainThatIsTheSame) {
  Project project;
  write_workspace(project);
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(freshness(project, "save")));
  check_out_again(project);
  EXPECT_TRUE(succeeded(freshness(project, "restore")));
  Build build = project.ninja();
  EXPECT_TRUE(build.edges.empty()) << build.output;
}

TEST(Freshness, WhatHasChangedIsBuilt) {
  Project project;
  write_workspace(project);
  project.build();
  EXPECT_TRUE(succeeded(freshness(project, "save")));
  check_out_again(project);
  project.write("part/src/number", "2");
  project.write("app/data/words", "second");
  EXPECT_TRUE(says(freshness(project, "restore"), "changed or gone"));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(says(project.run_built("app"), "2 second"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// The times that are saved are those that files have, and not those that they had when something was made of them.
TEST(Freshness, WhatWasSavedAfterTheBuildIsBuilt) {
  Project project;
  write_workspace(project);
  project.build();
  project.write("part/src/number", "3");
  project.touch("part/src/number");
  EXPECT_TRUE(succeeded(freshness(project, "save")));
  check_out_again(project);
  EXPECT_TRUE(succeeded(freshness(project, "restore")));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(says(project.run_built("app"), "3 first"));
}

TEST(Freshness, DepfilesThatAreKeptAreReadToo) {
  Project project;
  write_workspace(project);
  project.build({"--deps", "depfile"});
  EXPECT_TRUE(succeeded(freshness(project, "save")));
  check_out_again(project);
  EXPECT_TRUE(succeeded(freshness(project, "restore")));
  Build build = project.ninja();
  EXPECT_TRUE(build.edges.empty()) << build.output;
}

}  // namespace
}  // namespace ferrule::test
