#include "plan/edges/host_link.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "plan/edges/planner.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

class HostLinkTest : public testing::Test {
 protected:
  HostLink link(UnitIndex unit, const std::string& type) {
    edges = make_edges(units.graph(), options);
    return HostLinker(units.graph(), rustc, "/b", edges).link(units.graph().units[unit], type, "target");
  }

  const Edge* edge(const std::string& output) const {
    auto found = std::find_if(edges.edges.begin(), edges.edges.end(),
                              [&](const Edge& one) { return one.outputs.front() == output; });
    return found == edges.edges.end() ? nullptr : &*found;
  }

  GraphBuilder units;
  EdgeGraph edges;
  std::string rustc = "/rust/bin/rustc";
  PlanOptions options{"/b", Pipelining::hollow, {}, {"/rust/bin/rustc", false, ""}, false, {LinkedBy::host, "/host"}};
};

TEST_F(HostLinkTest, AnRlibWithWhatMustFollowIt) {
  UnitIndex base = units.library("base");
  UnitIndex macros = units.proc_macro("macros");
  UnitIndex top = units.library("top", {base, macros});
  HostLink made = link(top, "rlib");
  EXPECT_EQ(made.file, "rlib/libtop-3.rlib");
  EXPECT_EQ(made.metadata, "meta/libtop-3_meta.rlib");
  EXPECT_EQ(made.link_files, std::vector<std::string>{"rlib/libbase-1.rlib"});
  EXPECT_EQ(made.link_arguments, "");
  ASSERT_NE(edge(made.runtime), nullptr);
  EXPECT_TRUE(makes_runtime(*edge(made.runtime)));
}

TEST_F(HostLinkTest, RustcIsAskedWhatALinkMustHoldOfAnRlib) {
  UnitIndex base = units.library("base");
  UnitIndex top = units.library("top", {base});
  units.set_triple(top, "aarch64-unknown-linux-gnu");
  units[top].command.insert(units[top].command.end(),
                            {"-C", "opt-level=3", "-C", "panic=abort", "-Ctarget-cpu=native", "-Zsanitizer=address",
                             "--cfg", "wide", "--cap-lints", "allow"});
  HostLink made = link(top, "rlib");
  ASSERT_NE(edge(made.roots), nullptr);
  const Action& action = edge(made.roots)->action;
  EXPECT_EQ(action.kind, EdgeKind::link_roots);
  std::string words;
  for (const Argument& argument : action.command)
    if (const auto* text = std::get_if<std::string>(&argument)) words += *text + " ";
  EXPECT_EQ(words.substr(words.find("--emit")),
            "--emit=link --target aarch64-unknown-linux-gnu -C panic=abort -Ctarget-cpu=native -Zsanitizer=address "
            "--extern linked=/b/meta/aarch64-unknown-linux-gnu/libtop-2_meta.rlib -L "
            "dependency=/b/meta/aarch64-unknown-linux-gnu -L dependency=/b/proc_macro --out-dir ");
}

TEST_F(HostLinkTest, WhatIsAddedMayHaveTheUsersBootstrap) {
  UnitIndex top = units.library("top");
  edges = make_edges(units.graph(), options);
  HostLinker linker(units.graph(), rustc, "/b", edges);
  linker.set_users_bootstrap(true);
  HostLink made = linker.link(units.graph().units[top], "rlib", "target");
  EXPECT_EQ(edge(made.runtime)->action.bootstrap, Bootstrap::users);
  EXPECT_EQ(edge(made.roots)->action.bootstrap, Bootstrap::users);
}

TEST_F(HostLinkTest, ACratesOwnBootstrapAllowsItsOptions) {
  UnitIndex top = units.library("top");
  units[top].environment.push_back({"RUSTC_BOOTSTRAP", "1"});
  HostLink made = link(top, "rlib");
  EXPECT_EQ(edge(made.runtime)->action.bootstrap, Bootstrap::forbidden);
  EXPECT_EQ(edge(made.roots)->action.bootstrap, Bootstrap::users);
  ASSERT_EQ(edge(made.roots)->action.environment.size(), 1U);
  EXPECT_EQ(edge(made.roots)->action.environment.front().name, "RUSTC_BOOTSTRAP");
}

TEST_F(HostLinkTest, AStaticLibraryIsLinkedByRustc) {
  EXPECT_EQ(link(units.crate("archive", {"staticlib"}), "staticlib").roots, "");
}

TEST_F(HostLinkTest, ACdylibSaysWhatItExports) {
  HostLink made = link(units.crate("plugin", {"cdylib"}), "cdylib");
  EXPECT_EQ(made.roots, "obj/plugin-1.roots.o");
  EXPECT_EQ(made.exports, "obj/plugin-1.exports");
}

TEST_F(HostLinkTest, AnExecutableIsAnObject) {
  HostLink made = link(units.binary("app"), "bin");
  EXPECT_EQ(made.file, "obj/app-1.o");
  EXPECT_EQ(made.roots, "obj/app-1.roots.o");
  EXPECT_EQ(made.exports, "");
  EXPECT_NE(edge("obj/app-1.o"), nullptr);
}

TEST_F(HostLinkTest, WhatRustcLinksIsTheCrateAlone) {
  options.host.rustc_links_programs = true;
  UnitIndex base = units.library("base");
  UnitIndex top = units.library("top", {base});
  UnitIndex app = units.binary("app", {top});
  edges = make_edges(units.graph(), options);
  HostLinker linker(units.graph(), rustc, "/b", edges);
  EXPECT_EQ(linker.link_by_rustc(units.graph().units[app], "bin").file, "bin/app");
  HostLink library = linker.link_by_rustc(units.graph().units[top], "rlib");
  EXPECT_EQ(library.file, "rlib/libtop-2.rlib");
  EXPECT_EQ(library.metadata, "meta/libtop-2_meta.rlib");
  EXPECT_EQ(library.link_files, std::vector<std::string>{"rlib/libbase-1.rlib"});
  EXPECT_EQ(library.runtime + library.link_arguments, "");
}

TEST_F(HostLinkTest, ProgramsOfOneNameDoNotMeet) {
  UnitIndex app = units.binary("app");
  CrateGraph graph = units.graph();
  put_uplifted_apart(graph, false);
  EXPECT_EQ(Layout(graph).artifact(graph.units[app], "bin"), "bin/app-1/app");
  put_uplifted_apart(graph, true);
  EXPECT_EQ(Layout(graph).artifact(graph.units[app], "bin"), "deps/app-1");
}

TEST_F(HostLinkTest, WhatRustcLinksNeedsNoRuntime) {
  HostLink made = link(units.proc_macro("macros"), "proc-macro");
  EXPECT_EQ(made.runtime, "");
  EXPECT_EQ(made.link_files, std::vector<std::string>{});
}

TEST_F(HostLinkTest, PanicStrategiesHaveRuntimesOfTheirOwn) {
  UnitIndex app = units.binary("app");
  std::string unwinding = link(app, "bin").runtime;
  units[app].command.emplace_back("-Cpanic=abort");
  EXPECT_NE(link(app, "bin").runtime, unwinding);
}

TEST_F(HostLinkTest, StaticLibrariesOfItsOwnScriptAreNamedForAnObjectOnly) {
  UnitIndex run = units.build_script("base");
  UnitIndex base = units.library("base");
  units.use_script(base, run);
  UnitIndex app = units.binary("app", {base});
  HostLink of_app = link(app, "bin");
  ASSERT_NE(edge(of_app.link_arguments), nullptr);
  const std::vector<Argument>& command = edge(of_app.link_arguments)->action.command;
  EXPECT_EQ(std::count(command.begin(), command.end(), Argument(std::string(kWithStaticLibraries))), 0);

  UnitIndex own = units.build_script("app");
  units.use_script(app, own);
  of_app = link(app, "bin");
  EXPECT_EQ(edge(of_app.link_arguments)->action.command.front(), Argument(std::string(kWithStaticLibraries)));
}

TEST_F(HostLinkTest, LibrariesOfSeveralTypesAreLeftAsRlibs) {
  UnitIndex mixed = units.crate("mixed", {"cdylib", "rlib"});
  CrateGraph graph = units.graph();
  keep_only_rlibs(graph);
  EXPECT_EQ(graph.units[mixed].crate_types, std::vector<std::string>{"rlib"});
  EXPECT_TRUE(graph.units[mixed].is_pure_library());
}

}  // namespace
}  // namespace ferrule
