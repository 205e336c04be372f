#include "formats/edge_list.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

constexpr std::string_view kText =
    "session 7\n"
    "edge 5200 310 serde-1.rust_lib\n"
    "digest 0af3\n"
    "edge 17 0 app-2.rust_bin\n";

TEST(EdgeListTest, IsWrittenAsItIsRead) {
  Result<EdgeList> list = parse_edge_list(kText, "edges");
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->session, "7");
  ASSERT_EQ(list->edges.size(), 2u);
  EXPECT_EQ(list->edges[0].id, "serde-1.rust_lib");
  EXPECT_EQ(list->edges[0].critical_time, 5200);
  EXPECT_EQ(list->edges[0].time, 310);
  EXPECT_EQ(list->edges[0].digest, "0af3");
  EXPECT_EQ(list->edges[1].digest, "");
  EXPECT_EQ(write_edge_list(*list), kText);
}

TEST(EdgeListTest, FindsOne) {
  EXPECT_EQ(find_edge("app-2.rust_bin", kText).critical_time, 17);
  EXPECT_EQ(find_edge("app", kText).critical_time, 0);
  EXPECT_EQ(find_edge("app-2.rust_bin", "half a lin").critical_time, 0);
}

TEST(EdgeListTest, RefusesWhatItDoesNotKnow) {
  for (const char* text : {"edge app\n", "edge long 5 app\n", "edge 5 long app\n", "edge 5 4\n", "edge 5 4 \n",
                           "digest 0af3\n", "colour red\n"})
    EXPECT_FALSE(parse_edge_list(text, "edges")) << text;
}

}  // namespace
}  // namespace ferrule
