#include "record/workspace_metadata.h"

#include <gtest/gtest.h>

#include "record/package_targets.h"
#include "support/fake_disk.h"
#include "support/fake_processes.h"

namespace ferrule {
namespace {

constexpr const char* kAnswer = R"({"packages":[
{"name":"a","manifest_path":"/w/a/Cargo.toml","targets":[{"kind":["lib"],"crate_types":["cdylib","rlib"],"name":"a","src_path":"/w/a/src/lib.rs"},
{"kind":["test"],"crate_types":["bin"],"name":"whole","src_path":"/w/a/tests/whole.rs"}]},
{"name":"b","manifest_path":"/w/b/Cargo.toml","targets":[{"kind":["bin"],"crate_types":["bin"],"name":"tool","src_path":"/w/b/src/main.rs"}]}],
"workspace_root":"/w"})";

class WorkspaceMetadataTest : public testing::Test {
 protected:
  WorkspaceMetadataTest() {
    disk.put_directory("/memory");
    std::string line = kAnswer;
    std::erase(line, '\n');
    processes.answer("cargo metadata", ProcessResult{0, line, ""});
  }

  Result<std::string> read(const std::string& manifest, const std::string& session) {
    return read_workspace_metadata(disk, processes, {manifest, environment, "/memory", session});
  }

  FakeDisk disk;
  FakeProcesses processes;
  Environment environment;
};

TEST_F(WorkspaceMetadataTest, OnceForAllOfAWorkspaceInOneSession) {
  for (const char* manifest : {"/w/a/Cargo.toml", "/w/b/Cargo.toml", "/w/Cargo.toml"})
    ASSERT_TRUE(read(manifest, "one"));
  EXPECT_EQ(processes.count("cargo metadata"), 1);
  ASSERT_TRUE(read("/w/a/Cargo.toml", "two"));
  EXPECT_EQ(processes.count("cargo metadata"), 2);
  ASSERT_TRUE(read("/elsewhere/Cargo.toml", "two"));
  EXPECT_EQ(processes.count("cargo metadata"), 3);
}

TEST_F(WorkspaceMetadataTest, EachTimeWithoutASession) {
  ASSERT_TRUE(read("/w/Cargo.toml", ""));
  ASSERT_TRUE(read("/w/Cargo.toml", ""));
  EXPECT_EQ(processes.count("cargo metadata"), 2);
}

TEST_F(WorkspaceMetadataTest, AnErrorIsCargosAndIsNotKept) {
  processes.answer("cargo metadata", ProcessResult{101, "", "error: no such manifest\n"});
  Result<std::string> text = read("/w/Cargo.toml", "one");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "no such manifest");
  EXPECT_TRUE(disk.files("/memory").empty());
}

TEST_F(WorkspaceMetadataTest, TellsWhatAPackageOffers) {
  const WorkspacePackages workspace = *parse_workspace(kAnswer);
  EXPECT_EQ(workspace.root, "/w");
  Result<PackageTargets> a = find_package_targets(workspace, "/w/a/Cargo.toml", "");
  ASSERT_TRUE(a);
  EXPECT_EQ(a->library_types, (std::vector<std::string>{"cdylib", "rlib"}));
  EXPECT_EQ(a->tests, std::vector<std::string>{"whole"});
  Result<PackageTargets> b = find_package_targets(workspace, "/w/Cargo.toml", "b");
  ASSERT_TRUE(b);
  EXPECT_EQ(b->binaries, std::vector<std::string>{"tool"});
  EXPECT_FALSE(find_package_targets(workspace, "/w/Cargo.toml", "c"));
  EXPECT_FALSE(find_package_targets(workspace, "/w/Cargo.toml", ""));
}

}  // namespace
}  // namespace ferrule
