#include "graph/source_links.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace ferrule {
namespace {

using Lines = std::vector<std::string>;

class SourceLinksTest : public testing::Test {
 protected:
  void add(const std::string& name, const std::string& root, const std::string& id) {
    Package& package = units[units.library(name)].package;
    package.root = root;
    package.id = id;
  }

  Lines lines() const {
    Lines shown;
    const SourceLinks links(units.graph(), "/ws");
    for (const SourceLink& link : links.all())
      shown.push_back(link.link + " -> " + link.directory + " as " + link.name);
    return shown;
  }

  GraphBuilder units;
};

TEST_F(SourceLinksTest, TheWorkspaceHasOneAndEachPackageElsewhere) {
  add("app", "/ws/app", "path+file:///ws/app");
  add("serde", "/registry/serde-1.0.0", "registry+serde@1.0.0");
  add("near", "/wsx", "path+file:///wsx");
  EXPECT_EQ(lines(),
            (Lines{"ferrule/sources/workspace -> /ws as ", "ferrule/sources/near-1.0.0 -> /wsx as near-1.0.0",
                   "ferrule/sources/serde-1.0.0 -> /registry/serde-1.0.0 as serde-1.0.0"}));
}

TEST_F(SourceLinksTest, NamesakesAreToldApartTheSameWayEverywhere) {
  add("serde", "/registry/serde-1.0.0", "registry+serde@1.0.0");
  add("serde", "/git/serde", "git+serde@1.0.0");
  const Lines expected = {"ferrule/sources/workspace -> /ws as ",
                          "ferrule/sources/serde-1.0.0 -> /git/serde as serde-1.0.0",
                          "ferrule/sources/serde-1.0.0.2 -> /registry/serde-1.0.0 as serde-1.0.0.2"};
  EXPECT_EQ(lines(), expected);
}

TEST_F(SourceLinksTest, FindsThePackageAndTheWayToIt) {
  add("root", "/ws", "a");
  add("app", "/ws/app", "b");
  const SourceLinks links(units.graph(), "/ws");
  EXPECT_EQ(reach_through(*links.find(units[0].package), "/ws"), "ferrule/sources/workspace");
  EXPECT_EQ(reach_through(*links.find(units[1].package), "/ws/app"), "ferrule/sources/workspace/app");
  EXPECT_EQ(SourceLinks().find(units[0].package), nullptr);
}

}  // namespace
}  // namespace ferrule
