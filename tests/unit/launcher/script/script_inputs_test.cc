#include "launcher/script/script_inputs.h"

#include <algorithm>
#include <limits>

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

using Names = std::vector<std::string>;

class ScriptInputsTest : public TemporaryTree {
 protected:
  /// Relative to the package's root, which is `pkg`.
  Names inputs(const ScriptOutput& output, bool is_path_package = true,
               std::int64_t started = std::numeric_limits<std::int64_t>::max()) {
    Names names;
    const ScriptInputRules rules{root() + "/pkg", is_path_package, root() + "/build", started};
    for (std::string& path : script_inputs(output, rules)) {
      if (path.starts_with(root() + "/pkg/")) path.erase(0, root().size() + 5);
      names.push_back(path);
    }
    std::sort(names.begin(), names.end());
    return names;
  }
};

TEST_F(ScriptInputsTest, ListsWhatTheScriptNames) {
  write("pkg/src/a.c", "");
  write("pkg/src/sub/b.h", "");
  write("pkg/other", "");
  ScriptOutput output;
  output.rerun_if_changed = {"src", "missing", "/abs/missing"};
  EXPECT_EQ(inputs(output), (Names{"/abs/missing", "missing", "src", "src/a.c", "src/sub", "src/sub/b.h"}));
  EXPECT_EQ(inputs(output, false), inputs(output));
}

/// As Cargo, which has unpacked them.
TEST_F(ScriptInputsTest, LeavesOutWhatCargoHasUnpacked) {
  write("home/registry/src/index/zlib-1.0/src/a.c", "");
  write("home/git/checkouts/other/b.c", "");
  write("home/config.toml", "");
  ScriptOutput output;
  output.rerun_if_changed = {"src", "build.rs", "../../../../config.toml", root() + "/home/git/checkouts/other/b.c"};
  const std::string package = root() + "/home/registry/src/index/zlib-1.0";
  const ScriptInputRules rules{package, false, root() + "/build", 0, root() + "/home"};
  EXPECT_EQ(script_inputs(output, rules), Names{package + "/../../../../config.toml"});
  EXPECT_EQ(script_inputs(output, {package, false, root() + "/build", 0, root() + "/elsewhere"}).size(), 5U);
}

TEST_F(ScriptInputsTest, OnlyVariablesMeansNoFiles) {
  write("pkg/src/a.c", "");
  ScriptOutput output;
  output.rerun_if_env_changed = {"CC"};
  EXPECT_TRUE(inputs(output).empty());
}

TEST_F(ScriptInputsTest, WithoutALineAPathPackageMeansAllItsFiles) {
  write("pkg/Cargo.toml", "");
  write("pkg/src/a.c", "");
  write("pkg/.git/HEAD", "");
  write("pkg/target/x", "");
  write("pkg/src/target/y", "");
  write("pkg/nested/Cargo.toml", "");
  write("pkg/cache/CACHEDIR.TAG", "");
  write("pkg/out/ferrule/environment", "");
  write("pkg/cmake-build/CMakeCache.txt", "");
  EXPECT_EQ(inputs({}), (Names{root() + "/pkg", "Cargo.toml", "src", "src/a.c", "src/target", "src/target/y"}));
  EXPECT_TRUE(inputs({}, false).empty());
}

TEST_F(ScriptInputsTest, LeavesOutDirectoriesThatTheRunChanged) {
  write("pkg/a", "");
  EXPECT_EQ(inputs({}, true, 0), Names{"a"});
}

TEST_F(ScriptInputsTest, GoesRoundNoLoops) {
  write("pkg/src/a", "");
  ASSERT_EQ(symlink("..", "pkg/src/up"), 0);
  ASSERT_EQ(symlink("self", "pkg/src/self"), 0);
  ScriptOutput output;
  output.rerun_if_changed = {"src"};
  EXPECT_EQ(inputs(output), (Names{"src", "src/a", "src/up"}));
}

}  // namespace
}  // namespace ferrule
