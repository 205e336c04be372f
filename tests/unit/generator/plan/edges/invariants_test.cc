// The invariants of the design that a plan alone can break, over a graph with a unit of every kind and under every
// setting.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/strings.h"
#include "generator/plan/plan_test.h"

namespace ferrule {
namespace {

struct Setting {
  const char* name;
  Pipelining pipelining;
  std::set<std::string> fused;
  bool is_nightly;
  std::string mangling;
  LinkedBy linked_by = LinkedBy::rustc;
};

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.name; }

class InvariantsTest : public PlanTest, public testing::WithParamInterface<Setting> {
 protected:
  InvariantsTest() {
    options.pipelining = GetParam().pipelining;
    options.fused = GetParam().fused;
    options.compiler.is_nightly = GetParam().is_nightly;
    options.compiler.mangling = GetParam().mangling;
    options.host.linked_by = GetParam().linked_by;

    UnitIndex script = units.build_script("zlib", {units.library("cc")});
    UnitIndex zlib = units.library("zlib");
    units.use_script(zlib, script);
    UnitIndex syn = units.library("syn");
    UnitIndex derive = units.proc_macro("derive", {syn});
    UnitIndex both = units.crate("both", {"cdylib", "rlib"}, {zlib});
    UnitIndex core = units.library("core", {zlib, derive, both});
    units[core].command.emplace_back(IncrementalDirectory{});
    UnitIndex top = units.library("top", {core});
    UnitIndex app = units.binary("app", {top, derive});
    units.crate("plugin", {"cdylib"}, {top});
    units.crate("archive", {"staticlib"}, {core});
    if (options.host.linked_by == LinkedBy::rustc) {  // only there are tests recorded
      UnitIndex test = units.test("cli", {top});
      units[test].used_programs = {{"CARGO_BIN_EXE_app", app}};
      units.test_run(test);
      units.doc_test(top);
    }
    UnitIndex far = units.library("far", {derive});
    units.set_triple(far, "aarch64-unknown-linux-gnu");
    UnitIndex far_app = units.binary("far-app", {far});
    units.set_triple(far_app, "aarch64-unknown-linux-gnu");
    planned_ = edges();
  }

  /// The edge's command without what a crate's two edges may differ in.
  static std::string common_command(const Edge& edge) {
    std::string text = show(edge.action.command);
    text = replace_all(text, " -Zno-codegen", "");
    return replace_all(text, "incremental=/b/incremental/" + edge.action.id, "incremental=<own>");
  }

  /// The files that rustc can read as crates: those that it is given, and all in the directories where it searches.
  std::set<std::string> visible_crates(const Edge& edge) const {
    std::set<std::string> seen;
    const std::string command = show(edge.action.command);
    for (std::string_view word : split(command, ' ')) {
      if (consume_prefix(word, "dependency=/b/")) {
        for (const std::string& output : all_outputs())
          if (output.substr(0, output.rfind('/')) == word) seen.insert(output);
      } else if (std::size_t path = word.find("=/b/"); path != word.npos && word.ends_with(".rlib")) {
        seen.emplace(word.substr(path + 4));
      }
    }
    return seen;
  }

  std::set<std::string> all_outputs() const {
    std::set<std::string> outputs;
    for (const Edge& edge : planned_.edges) outputs.insert(edge.outputs.begin(), edge.outputs.end());
    return outputs;
  }

  EdgeGraph planned_;
};

TEST_P(InvariantsTest, BothEdgesOfACrateAgreeInAllThatEntersTheSvh) {
  std::map<std::string, const Edge*> codegen;
  for (const Edge& edge : planned_.edges)
    if (edge.action.kind == EdgeKind::codegen) codegen[edge.action.counterpart] = &edge;
  for (const Edge& edge : planned_.edges) {
    if (edge.action.kind != EdgeKind::metadata) continue;
    ASSERT_TRUE(codegen.contains(edge.outputs.front())) << edge.action.id;
    const Edge& other = *codegen[edge.outputs.front()];
    EXPECT_EQ(common_command(edge), common_command(other));
    EXPECT_EQ(show(edge.action.environment), show(other.action.environment));
    EXPECT_EQ(edge.action.script_environment, other.action.script_environment);
    EXPECT_EQ(edge.action.directory, other.action.directory);
    EXPECT_EQ(edge.inputs, other.inputs);
    codegen.erase(edge.outputs.front());
  }
  EXPECT_TRUE(codegen.empty()) << "a codegen edge without a metadata edge";
}

TEST_P(InvariantsTest, NoCommandSeesAHollowAndAFullLibraryOfOneCrate) {
  for (const Edge& edge : planned_.edges) {
    const std::set<std::string> visible = visible_crates(edge);
    for (const Unit& unit : units.graph().units) {
      const std::string stem = "/lib" + unit.crate_name + unit.extra_filename;
      int seen = 0;
      for (const std::string& path : visible)
        seen += path.ends_with(stem + ".rlib") || path.ends_with(stem + "_meta.rlib");
      EXPECT_LE(seen, 1) << edge.action.id << " sees two of " << unit.id;
    }
  }
}

/// One of the two edges of a split library.
bool is_half(const Edge& edge) {
  return edge.action.kind == EdgeKind::metadata || edge.action.kind == EdgeKind::codegen;
}

TEST_P(InvariantsTest, BootstrapIsOnBothEdgesOfALibraryAndNowhereElse) {
  for (const Edge& edge : planned_.edges) {
    const bool wanted = is_half(edge);
    const bool has_it = show(edge.action.environment).find("RUSTC_BOOTSTRAP=1") != std::string::npos;
    EXPECT_EQ(has_it, wanted) << edge.action.id;
    EXPECT_EQ(edge.action.bootstrap, wanted ? Bootstrap::required : Bootstrap::forbidden) << edge.action.id;
  }
}

TEST_P(InvariantsTest, NoUnstableFlagStandsOutsideOfSplitLibraries) {
  for (const Edge& edge : planned_.edges) {
    if (is_half(edge)) continue;
    EXPECT_EQ(show(edge.action.command).find("-Z"), std::string::npos) << edge.action.id;
  }
}

TEST_P(InvariantsTest, ALibraryWaitsForNoFullLibrary) {
  for (const Edge& edge : planned_.edges) {
    if (!traits_of(edge.action.kind).makes_library) continue;
    for (const std::string& input : edge.inputs) {
      EXPECT_FALSE(input.starts_with("link/")) << edge.action.id << " waits for " << input;
      EXPECT_TRUE(!input.ends_with(".rlib") || input.ends_with("_meta.rlib")) << edge.action.id << " reads " << input;
    }
  }
}

TEST_P(InvariantsTest, WhatLinksReadsNoHollowLibrary) {
  for (const Edge& edge : planned_.edges) {
    if (traits_of(edge.action.kind).makes_library || edge.action.kind == EdgeKind::object) continue;
    for (const std::string& crate : visible_crates(edge))
      EXPECT_FALSE(crate.ends_with("_meta.rlib")) << edge.action.id << " sees " << crate;
  }
}

TEST_P(InvariantsTest, EveryInputIsMadeBySomeEdgeAndEveryOutputByOne) {
  std::set<std::string> made;
  std::set<std::string> ids;
  for (const Edge& edge : planned_.edges) {
    EXPECT_TRUE(ids.insert(edge.action.id).second) << edge.action.id;
    EXPECT_FALSE(edge.outputs.empty()) << edge.action.id;
    for (const std::string& output : edge.outputs) EXPECT_TRUE(made.insert(output).second) << output;
  }
  for (const Alias& alias : planned_.aliases) EXPECT_TRUE(made.insert(alias.name).second) << alias.name;
  for (const Edge& edge : planned_.edges)
    for (const std::string& input : edge.inputs) EXPECT_TRUE(made.contains(input)) << input;
  for (const Alias& alias : planned_.aliases) {
    // In another build, nobody calls our edges by name.
    if (options.host.linked_by == LinkedBy::host && !alias.name.starts_with("link/")) continue;
    for (const std::string& input : alias.inputs) EXPECT_TRUE(made.contains(input)) << input;
  }
}

TEST_P(InvariantsTest, PathsOfTheBuildDirectoryAreRelativeInTheGraph) {
  for (const Edge& edge : planned_.edges)
    for (const std::vector<std::string>* paths : {&edge.outputs, &edge.inputs})
      for (const std::string& path : *paths) EXPECT_FALSE(path.starts_with('/')) << path;
}

TEST_P(InvariantsTest, TheSameGraphGivesTheSamePlan) {
  const EdgeGraph again = edges();
  ASSERT_EQ(again.edges.size(), planned_.edges.size());
  for (std::size_t i = 0; i < again.edges.size(); ++i) {
    EXPECT_EQ(write_action(again.edges[i].action, "/b"), write_action(planned_.edges[i].action, "/b"));
    EXPECT_EQ(show(again.edges[i]), show(planned_.edges[i]));
  }
}

INSTANTIATE_TEST_SUITE_P(Settings, InvariantsTest,
                         testing::Values(Setting{"hollow", Pipelining::hollow, {}, false, ""},
                                         Setting{"hollow_mangled", Pipelining::hollow, {}, false, "legacy"},
                                         Setting{"hollow_nightly", Pipelining::hollow, {}, true, ""},
                                         Setting{"some_fused", Pipelining::hollow, {"zlib", "core"}, false, "legacy"},
                                         Setting{"off", Pipelining::off, {}, false, "legacy"},
                                         Setting{
                                             "linked_by_host", Pipelining::hollow, {}, false, "", LinkedBy::host}),
                         [](const auto& setting) { return std::string(setting.param.name); });

}  // namespace
}  // namespace ferrule
