#include "emit/build_place.h"

#include <gtest/gtest.h>

#include "formats/action.h"
#include "support/fake_disk.h"

namespace ferrule {
namespace {

TEST(BuildPlaceTest, AMovedDirectoryLosesWhatWasBuiltAndNothingElse) {
  FakeDisk disk;
  disk.put_directory("/b/ferrule");
  EXPECT_FALSE(was_moved(disk, "/b"));
  ASSERT_TRUE(settle_build_directory(disk, "/b"));
  EXPECT_EQ(generated_place(disk, "/b"), "/b");
  EXPECT_FALSE(was_moved(disk, "/b"));

  disk.put("/b/ferrule/place", "/a");
  EXPECT_TRUE(was_moved(disk, "/b"));
  Action action{};
  action.id = "x";
  action.command = {std::string("rustc")};
  action.outputs = {{"app", "bin/app"}, {"x", "release/build/x-1/x"}, {"libx.rlib", "meta/x", /*is_archived=*/true}};
  disk.put("/b/actions/x", write_action(action, "/a"));
  for (const char* file : {"/b/bin/app", "/b/release/build/x-1/out/y", "/b/meta/x", "/b/.ninja_log", "/b/.ninja_deps",
                           "/b/ferrule/options", "/b/ferrule/inputs/x", "/b/users/own"})
    disk.put(file, "text");
  ASSERT_TRUE(settle_build_directory(disk, "/b"));
  EXPECT_EQ(disk.list("/b"), (std::vector<std::string>{"actions", "ferrule", "users"}));
  EXPECT_EQ(disk.list("/b/ferrule"), (std::vector<std::string>{"options", "place"}));
  EXPECT_FALSE(was_moved(disk, "/b"));
}

}  // namespace
}  // namespace ferrule
