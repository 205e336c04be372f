#include "emit/siso_config.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "formats/edge_kind.h"

namespace ferrule {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

Json steps_of(const EdgeGraph& edges = {}, const SourceFiles& sources = {}) {
  return Json::parse(write_siso_steps(edges, sources));
}

Edge edge_over(const std::string& id, const std::string& sources) {
  Edge edge{};
  edge.action.kind = EdgeKind::fused_library;
  edge.action.id = id;
  edge.sources = sources;
  return edge;
}

TEST(SisoConfigTest, CompilesMayRunElsewhere) {
  Words remote, here;
  const Json steps = steps_of();
  for (const Json& rule : steps["rules"]) (rule.value("remote", false) ? remote : here).push_back(rule["action"]);
  EXPECT_EQ(remote, (Words{"rust_metadata", "rust_codegen", "rust_lib", "rust_proc_macro", "rust_check",
                           "rust_clippy", "rust_unlinked"}));
  EXPECT_EQ(here, Words{"build_script_run"});
}

TEST(SisoConfigTest, LinksRunsAndTestsStayHere) {
  for (EdgeKind kind : {EdgeKind::executable, EdgeKind::cdylib, EdgeKind::test, EdgeKind::build_script,
                        EdgeKind::build_script_run, EdgeKind::test_run, EdgeKind::doc_test})
    EXPECT_FALSE(traits_of(kind).runs_anywhere) << rule_name(kind);
}

TEST(SisoConfigTest, ACompileTakesNoFullLibrariesAndSaysNothingOfWhereItRan) {
  EXPECT_EQ(steps_of()["rules"][1], Json::parse(R"({
    "name": "ferrule/rust_codegen",
    "action": "rust_codegen",
    "remote": true,
    "handler": "send_out_dir",
    "restat_content": true,
    "indirect_inputs": {"includes": ["*.so", "*_meta.rlib"]}
  })"));
  EXPECT_EQ(steps_of()["rules"][4]["indirect_inputs"]["includes"], (Json{"*.so", "*.rmeta"}));
}

TEST(SisoConfigTest, AnActionBringsTheFilesOfItsPackage) {
  EdgeGraph edges;
  edges.edges = {edge_over("a-1.rust_metadata", "s/a"), edge_over("a-1.rust_codegen", "s/a"),
                 edge_over("b-2.rust_lib", "s/b"), edge_over("app-3.rust_bin", "")};
  edges.edges.back().action.kind = EdgeKind::executable;
  const SourceFiles sources = {{"s/a", {"Cargo.toml", "src/lib.rs", "odd:name"}}, {"s/unused", {"x"}}};
  EXPECT_EQ(steps_of(edges, sources)["input_deps"], Json::parse(R"({
    "actions/a-1.rust_metadata": ["ferrule/compiler", "s/a:sources"],
    "actions/a-1.rust_codegen": ["ferrule/compiler", "s/a:sources"],
    "actions/b-2.rust_lib": ["ferrule/compiler", "s/b:sources"],
    "s/a:sources": ["s/a/Cargo.toml", "s/a/src/lib.rs"],
    "s/b:sources": []
  })"));
}

TEST(SisoConfigTest, WhatIsNotWrittenForOtherMachinesStaysHere) {
  EdgeGraph edges;
  edges.edges = {edge_over("a-1.rust_unlinked", "s/a"), edge_over("t-2.rust_unlinked", "")};
  for (Edge& edge : edges.edges) {
    edge.action.kind = EdgeKind::unlinked;
    edge.outputs = {"unlinked/" + edge.action.id};
  }
  EXPECT_EQ(steps_of(edges)["rules"][0], Json::parse(R"({
    "name": "ferrule/here",
    "action_outs": ["unlinked/t-2.rust_unlinked"]
  })"));
}

TEST(SisoConfigTest, TheStarlarkReadsWhatIsWrittenBesideIt) {
  EXPECT_NE(siso_main().find("\"./" + std::string(kSisoStepsFile) + "\""), std::string_view::npos);
  EXPECT_NE(siso_main().find("def init(ctx):"), std::string_view::npos);
  const Json steps = steps_of();
  for (const Json& rule : steps["rules"])
    EXPECT_NE(siso_main().find("def " + std::string(rule["handler"]) + "(ctx, cmd):"), std::string_view::npos);
}

}  // namespace
}  // namespace ferrule
