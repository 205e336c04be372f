#include "launcher/edge/build_place.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class BuildPlaceTest : public TemporaryTree {};

TEST_F(BuildPlaceTest, IsWhereItWasGenerated) {
  Result<std::string> here = working_directory();
  ASSERT_TRUE(here);
  EXPECT_EQ(*here, root());
  EXPECT_TRUE(check_build_place(*here)) << "nothing says otherwise";
  write("ferrule/place", root());
  EXPECT_TRUE(check_build_place(*here));
  write("ferrule/place", "/elsewhere");
  Status moved = check_build_place(*here);
  ASSERT_FALSE(moved);
  EXPECT_NE(moved.error().message.find("`/elsewhere`"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
