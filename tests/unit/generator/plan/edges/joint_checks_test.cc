#include "plan/edges/joint_checks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "plan/edges/checked_units.h"
#include "plan/edges/planner.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

class JointChecksTest : public testing::Test {
 protected:
  /// As a call of CMake's plans them in `directory`.
  static PlannedChecks plan(const std::string& directory, const GraphBuilder& units,
                            const std::vector<UnitIndex>& wanted) {
    PlanOptions options{
        directory, Pipelining::automatic, {}, {"/rust/bin/rustc", false, "", "/rust/bin/clippy-driver"}};
    options.host = {LinkedBy::host, "/checks", false, /*has_checks=*/true};
    PlannedChecks planned{directory, make_edges(units.graph(), options), {}};
    for (UnitIndex unit : wanted) planned.wanted.push_back(check_edge_of(units.graph().units[unit]));
    return planned;
  }

  static GraphBuilder own(GraphBuilder units) {
    for (UnitIndex unit = 0; unit < units.graph().units.size(); ++unit) {
      units[unit].package.is_path = true;
      units[unit].in_build = true;
    }
    return units;
  }

  /// `<directory> <id>` of each edge, sorted.
  static std::vector<std::string> names(const EdgeGraph& graph) {
    std::vector<std::string> found;
    for (const Edge& edge : graph.edges) found.push_back(edge.directory + " " + edge.action.id);
    std::sort(found.begin(), found.end());
    return found;
  }

  static std::vector<std::string> alias(const EdgeGraph& graph, std::string_view name) {
    for (const Alias& alias : graph.aliases)
      if (alias.name == name) return alias.inputs;
    return {"no such alias"};
  }
};

TEST_F(JointChecksTest, HasWhatIsAskedForAndWhatThatNeeds) {
  GraphBuilder units;
  UnitIndex helper = units.library("helper"), macro = units.proc_macro("macro", {helper});
  UnitIndex util = units.library("util", {macro}), app = units.binary("app", {util});
  units.binary("other", {util});
  JointChecks joint;
  joint.add(plan("/checks/Debug", own(units), {app}));
  EXPECT_EQ(names(joint.edges()),
            (std::vector<std::string>{"/checks/Debug app-4.rust_check", "/checks/Debug app-4.rust_clippy",
                                      "/checks/Debug helper-1.rust_lib", "/checks/Debug macro-2.rust_proc_macro",
                                      "/checks/Debug util-3.rust_check", "/checks/Debug util-3.rust_clippy"}));
  EXPECT_EQ(alias(joint.edges(), "check"),
            (std::vector<std::string>{"/checks/Debug/check/libapp-4.rmeta", "/checks/Debug/check/libutil-3.rmeta"}));
  EXPECT_EQ(alias(joint.edges(), "clippy"), (std::vector<std::string>{"/checks/Debug/clippy/libapp-4.rmeta",
                                                                      "/checks/Debug/clippy/libutil-3.rmeta"}));
}

TEST_F(JointChecksTest, WhatPlansShareIsThereOnceInEachDirectory) {
  GraphBuilder units;
  UnitIndex util = units.library("util"), app = units.binary("app", {util});
  JointChecks joint;
  joint.add(plan("/checks/Debug", own(units), {util}));
  joint.add(plan("/checks/Debug", own(units), {app}));
  joint.add(plan("/checks/Debug-1", own(units), {util}));
  std::vector<std::string> found = names(joint.edges());
  EXPECT_EQ(std::count(found.begin(), found.end(), "/checks/Debug util-1.rust_check"), 1);
  EXPECT_EQ(std::count(found.begin(), found.end(), "/checks/Debug-1 util-1.rust_check"), 1);
  EXPECT_EQ(std::count(found.begin(), found.end(), "/checks/Debug-1 app-2.rust_check"), 0);
}

TEST_F(JointChecksTest, ACrateOfAnotherDirectoryIsReached) {
  GraphBuilder units;
  units.library("util");
  JointChecks joint;
  joint.add(plan("/checks/Debug-1", own(units), {}));
  GraphBuilder others;
  UnitIndex foreign = others.library("util"), app = others.binary("app", {foreign});
  GraphBuilder all = own(others);
  all[foreign].is_foreign = true;
  all[foreign].foreign_directory = "/checks/Debug-1";
  joint.add(plan("/checks/Debug", all, {app}));
  const EdgeGraph graph = joint.edges();
  EXPECT_EQ(names(graph),
            (std::vector<std::string>{"/checks/Debug app-2.rust_check", "/checks/Debug app-2.rust_clippy",
                                      "/checks/Debug-1 util-1.rust_check", "/checks/Debug-1 util-1.rust_clippy"}));
}

TEST_F(JointChecksTest, PathsAreAbsolute) {
  GraphBuilder units;
  UnitIndex util = units.library("util"), run = units.build_script("util");
  units.use_script(util, run);
  JointChecks joint;
  joint.add(plan("/checks/Debug", own(units), {util}));
  const EdgeGraph graph = joint.edges();
  EXPECT_EQ(graph.edges.size(), 4u);
  for (const Edge& edge : graph.edges)
    for (const auto& paths : {edge.outputs, edge.inputs, edge.tools})
      for (const std::string& path : paths) EXPECT_TRUE(path.starts_with("/")) << edge.action.id << ": " << path;
}

}  // namespace
}  // namespace ferrule
