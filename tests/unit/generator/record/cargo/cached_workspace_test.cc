#include "record/cargo/cached_workspace.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "support/fake_disk.h"
#include "support/fake_processes.h"

namespace ferrule {
namespace {

class CachedWorkspaceTest : public testing::Test {
 protected:
  CachedWorkspaceTest() {
    disk.put_directory("/memory");
    processes.answer("cargo metadata", ProcessResult{0,
                                                     R"({"packages":[{"name":"a","manifest_path":"/w/a/Cargo.toml",)"
                                                     R"("targets":[{"kind":["lib"],"crate_types":["cdylib","rlib"],)"
                                                     R"("name":"a","src_path":"/w/a/src/lib.rs"},)"
                                                     R"({"kind":["test"],"crate_types":["bin"],"name":"whole",)"
                                                     R"("src_path":"/w/a/tests/whole.rs"}]},)"
                                                     R"({"name":"b","manifest_path":"/w/b/Cargo.toml",)"
                                                     R"("targets":[{"kind":["bin"],"crate_types":["bin"],)"
                                                     R"("name":"to\nol","src_path":"/w/b/src/main.rs"}]}],)"
                                                     R"("workspace_root":"/w"})",
                                                     ""});
  }

  Result<WorkspacePackages> find(const std::string& manifest, const std::string& session) {
    WorkspaceMetadataRequest metadata{"cargo", directory_of(manifest), manifest, {}, environment};
    return find_cached_workspace(disk, processes, {metadata, "/memory", session});
  }

  FakeDisk disk;
  FakeProcesses processes;
  Environment environment;
};

TEST_F(CachedWorkspaceTest, AsksOnceForAllOfAWorkspaceInOneSession) {
  for (const char* manifest : {"/w/a/Cargo.toml", "/w/b/Cargo.toml", "/w/Cargo.toml"})
    ASSERT_TRUE(find(manifest, "one"));
  EXPECT_EQ(processes.count("cargo metadata"), 1);
  ASSERT_TRUE(find("/w/a/Cargo.toml", "two"));
  EXPECT_EQ(processes.count("cargo metadata"), 2);
  ASSERT_TRUE(find("/elsewhere/Cargo.toml", "two"));
  EXPECT_EQ(processes.count("cargo metadata"), 3);
}

TEST_F(CachedWorkspaceTest, EachTimeWithoutASession) {
  ASSERT_TRUE(find("/w/Cargo.toml", ""));
  ASSERT_TRUE(find("/w/Cargo.toml", ""));
  EXPECT_EQ(processes.count("cargo metadata"), 2);
}

TEST_F(CachedWorkspaceTest, AnErrorIsCargosAndIsNotKept) {
  processes.answer("cargo metadata", ProcessResult{101, "", "error: no such manifest\n"});
  Result<WorkspacePackages> workspace = find("/w/Cargo.toml", "one");
  ASSERT_FALSE(workspace);
  EXPECT_EQ(workspace.error().message, "no such manifest");
  EXPECT_TRUE(disk.files("/memory").empty());
}

TEST_F(CachedWorkspaceTest, WhatAnotherVersionKeptIsAskedAgain) {
  ASSERT_TRUE(find("/w/Cargo.toml", "one"));
  disk.put(disk.files("/memory").begin()->first, "session one\n");
  ASSERT_TRUE(find("/w/Cargo.toml", "one"));
  EXPECT_EQ(processes.count("cargo metadata"), 2);
}

TEST_F(CachedWorkspaceTest, TellsWhatAPackageOffersWhetherAskedOrKept) {
  for (int call = 0; call < 2; ++call) {
    Result<WorkspacePackages> workspace = find("/w/Cargo.toml", "one");
    ASSERT_TRUE(workspace);
    EXPECT_EQ(workspace->root, "/w");
    Result<PackageTargets> a = find_package_targets(*workspace, "/w/a/Cargo.toml", "");
    ASSERT_TRUE(a);
    EXPECT_EQ(a->name, "a");
    EXPECT_EQ(a->source, "/w/a/src/lib.rs");
    EXPECT_EQ(a->library_types, (std::vector<std::string>{"cdylib", "rlib"}));
    EXPECT_EQ(a->tests, std::vector<std::string>{"whole"});
    Result<PackageTargets> b = find_package_targets(*workspace, "/w/Cargo.toml", "b");
    ASSERT_TRUE(b);
    EXPECT_EQ(b->binaries, std::vector<std::string>{"to\nol"});
    EXPECT_FALSE(find_package_targets(*workspace, "/w/Cargo.toml", "c"));
    EXPECT_FALSE(find_package_targets(*workspace, "/w/Cargo.toml", ""));
  }
  EXPECT_EQ(processes.count("cargo metadata"), 1);
}

}  // namespace
}  // namespace ferrule
