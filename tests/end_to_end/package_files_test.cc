// A build script that says nothing of what it depends on runs again when Cargo would run it again.
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Built by both, by Cargo beside the project.
class PackageFiles : public testing::Test {
 protected:
  void build(const std::string& more_of_manifest) {
    project_.write("Cargo.toml", manifest("app", "") + more_of_manifest);
    project_.write("src/main.rs", "fn main() {}");
    project_.write("build.rs", "fn main() {}");
    project_.build();
    ASSERT_TRUE(succeeded(cargo()));
  }

  CommandResult cargo() { return project_.cargo({"build", "-v", "--target-dir", project_.path("../cargo")}); }

  void git(Words words) {
    words.insert(words.begin(), {"git", "-c", "user.name=a", "-c", "user.email=a@example.com"});
    ASSERT_TRUE(succeeded(project_.run(words)));
  }

  /// Touches a file, and expects of both the same.
  void expect_run(bool expected, const std::string& file) {
    project_.touch(file);
    EXPECT_EQ(cargo().says("build-script-build`"), expected) << "Cargo, for " << file;
    Build build = project_.ninja();
    EXPECT_EQ(build.ran("app.build_script_run"), expected) << file << "\n" << build.output;
    EXPECT_TRUE(is_idle(project_.ninja())) << file;
  }

  void expect_runs(const Words& files) {
    for (const std::string& file : files) expect_run(true, file);
  }
  void expect_no_runs(const Words& files) {
    for (const std::string& file : files) expect_run(false, file);
  }

  void write_all(const Words& files) {
    for (const std::string& file : files) project_.write(file, "");
  }

  Project project_;
};

TEST_F(PackageFiles, WhatGitIgnoresDoesNotCount) {
  project_.write(".gitignore", "/build\n*.log\n/cache/\n!kept.log\n");
  write_all({"a.log", "sub/b.log", "cache/deep/c.txt", "data/.gitignore", "data/mine", "data/other", "sub/kept.log",
             "tracked.log", "new.txt", ".hidden"});
  project_.write("data/.gitignore", "mine\n");
  git({"init", "-q"});
  project_.write("Cargo.toml", "");
  git({"add", "-f", "tracked.log", "Cargo.toml"});
  build("");
  expect_no_runs({"a.log", "sub/b.log", "cache/deep/c.txt", "data/mine"});
  expect_runs({"new.txt", "data/other", "sub/kept.log", "tracked.log", ".hidden"});
}

TEST_F(PackageFiles, WhatIsExcludedDoesNotCount) {
  write_all(
      {"notes/a.txt", "sub/notes/b.txt", "top.txt", "sub/top.txt", "c.tmp", "sub/d.tmp", "sub/keep.tmp", ".env"});
  build("exclude = ['/build', 'notes/', '/top.txt', '*.tmp', '!keep.tmp', 'none/**/x']\n");
  expect_no_runs({"notes/a.txt", "sub/notes/b.txt", "top.txt", "c.tmp", "sub/d.tmp"});
  expect_runs({"sub/top.txt", "sub/keep.tmp"});
}

TEST_F(PackageFiles, HiddenFilesOutsideOfGitDoNotCount) {
  write_all({".env", "sub/.env", ".dir/a", "sub/env"});
  build("exclude = ['/build']\n");
  expect_no_runs({".env", "sub/.env", ".dir/a"});
  expect_runs({"sub/env"});
}

TEST_F(PackageFiles, OnlyWhatIsIncludedCounts) {
  write_all({"data/a.txt", "data/deep/b.txt", "data/deep/b.bin", "other.txt", "assets/x", "src/.kept"});
  build("include = ['src/**', 'build.rs', 'data/**/*.txt', '/assets']\n");
  expect_no_runs({"other.txt", "data/deep/b.bin"});
  expect_runs({"data/a.txt", "data/deep/b.txt", "assets/x", "src/.kept"});
}

TEST_F(PackageFiles, PatternsMayBeInherited) {
  write_all({"notes/a.txt", "else.txt"});
  build("exclude.workspace = true\n[workspace.package]\nexclude = ['notes', '/build']\n");
  expect_no_runs({"notes/a.txt"});
  expect_runs({"else.txt"});
}

}  // namespace
}  // namespace ferrule::test
