#include "emit/check_list.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"
#include "support/show.h"

namespace ferrule {
namespace {

TEST(CheckListTest, OfDocumentationThePagesThatCargoNamesComeLast) {
  GraphBuilder units;
  units.library("util");
  UnitIndex checked = units.check("util"), foreign = units.check("log");
  units[checked].package.is_path = true;
  UnitIndex app = units.documentation("app", {checked, foreign});
  units.documentation("util");
  UnitIndex zoo = units.documentation("zoo");
  units[app].page_rank = 1;
  units[zoo].page_rank = 0;
  Result<std::vector<CheckedTarget>> list = parse_check_list(write_documentation_list(units.graph()), "docs.json");
  ASSERT_TRUE(list) << list.error().message;
  std::vector<std::string> shown;
  for (const CheckedTarget& target : *list)
    shown.push_back(target.edge + "|" + target.description + "|" + target.page);
  EXPECT_EQ(shown, (std::vector<std::string>{"util-2.rust_check|`util` (lib)|", "util-5.rust_doc|`util` (lib doc)|",
                                             "zoo-6.rust_doc|`zoo` (lib doc)|doc/zoo/index.html",
                                             "app-4.rust_doc|`app` (lib doc)|doc/app/index.html"}));
}

TEST(CheckListTest, ChecksForDocumentationAreNoChecks) {
  GraphBuilder units;
  UnitIndex util = units.check("util");
  units.documentation("app", {util});
  EXPECT_EQ(write_check_list(checked_targets(units.graph())), "[]\n");
}

}  // namespace
}  // namespace ferrule
