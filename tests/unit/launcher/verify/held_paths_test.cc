#include "launcher/verify/held_paths.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

using Paths = std::vector<std::string>;

TEST(HeldPathsTest, FindsPathsAmongOtherBytes) {
  const std::string bytes = std::string("\0\1/w/b/out/x.rs\0/w/src/lib.rs;/w/b/out/x.rs\xff", 44);
  EXPECT_EQ(paths_in(bytes, {"/w/b", "/w"}), (Paths{"/w/b/out/x.rs", "/w/src/lib.rs"}));
}

TEST(HeldPathsTest, DoesNotTakeALongerNameForADirectory) {
  EXPECT_EQ(paths_in("/words/a /w-2/a /w.d/a /w2/a \"/w\"", {"/w"}), Paths{"/w"});
}

TEST(HeldPathsTest, LooksForTheLongestDirectoryFirst) {
  Edge edge;
  edge.build_directory = "/w/target/ferrule";
  edge.action.directory = "/w";
  edge.action.environment = {{"CARGO_MANIFEST_DIR", "/w/a"}, {"CARGO_PKG_NAME", "a"}};
  EXPECT_EQ(directories_of_checkout(edge), (Paths{"/w/target/ferrule", "/w/a", "/w"}));
}

}  // namespace
}  // namespace ferrule
