#include "emit/cmake_writer.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace ferrule {
namespace {

Edge edge(EdgeKind kind, const std::string& id, const std::string& package, std::vector<std::string> outputs,
          std::vector<std::string> inputs) {
  Edge made;
  made.action.kind = kind;
  made.action.id = id;
  made.action.package = package;
  made.description = package;
  made.outputs = std::move(outputs);
  made.inputs = std::move(inputs);
  return made;
}

/// An rlib `a` that links `b`, and the runtime.
EdgeGraph graph() {
  EdgeGraph graph;
  graph.edges.push_back(edge(EdgeKind::codegen, "a.rust_codegen", "a v1", {"rlib/a.rlib"}, {"meta/b_meta.rlib"}));
  graph.edges.back().action.depfile = "/b/ferrule/depfiles/a.d";
  graph.edges.back().tools = {"/rust/bin/rustc"};
  graph.edges.push_back(edge(EdgeKind::staticlib, "runtime.rust_staticlib", "ferrule_runtime v" FERRULE_VERSION,
                             {"lib/runtime.a"}, {}));
  graph.edges.push_back(edge(EdgeKind::test_run, "a.rust_test_run", "a v1", {"ferrule/tested/a"}, {"tests/a"}));
  return graph;
}

CMakeScript script() {
  CMakeScript script{"/b", "a v1", {"-lc"}, {"-Wl,--strip-all"}, {"/src/a.rs"}, {"/src/Cargo.toml"}};
  script.header_scripts = {"debug/build/a/build-script.output"};
  return script;
}

std::string digest_of(const Edge& edge) { return hex(digest(write_action(edge.action, "/b"))); }

std::string beginning() {
  return R"(# Written by ferrule )" FERRULE_VERSION R"( for CMake. Do not edit.

if(NOT edges_stand_elsewhere)
_ferrule_edge("/b" "a.rust_codegen" )" +
         digest_of(graph().edges[0]) + R"( "rust_codegen a v1"
  OUTPUTS "/b/rlib/a.rlib"
  DEPENDS "/b/meta/b_meta.rlib" "/rust/bin/rustc" "/b/actions/a.rust_codegen"
  DEPFILE "/b/ferrule/depfiles/a.d"
  OWN)
_ferrule_edge("/b" "runtime.rust_staticlib" )" +
         digest_of(graph().edges[1]) + R"( "rust_staticlib ferrule_runtime v)" FERRULE_VERSION R"("
  OUTPUTS "/b/lib/runtime.a"
  DEPENDS "/b/actions/runtime.rust_staticlib"
  RUNTIME)
endif()
set(FERRULE_NATIVE_LIBRARIES "-lc")
set(FERRULE_LINK_OPTIONS "-Wl,--strip-all")
set(FERRULE_HEADER_SCRIPTS "/b/debug/build/a/build-script.output")
set(FERRULE_SOURCES "/src/a.rs")
set(FERRULE_CONFIGURE_DEPENDS "/src/Cargo.toml")
)";
}

TEST(CMakeWriterTest, ACrateWithAllThatItsLinkTakes) {
  HostLink link{"rlib/a.rlib",
                "meta/a_meta.rlib",
                {"rlib/b.rlib", "/elsewhere/rlib/c.rlib"},
                "lib/runtime.a",
                "ferrule/link/a.rsp",
                "",
                "obj/a.roots.o",
                ""};
  Result<std::string> text =
      write_crate_script(graph(), script(), {"rlib", "my-a", "ferrule/crates/a", "/b/out", link});
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, beginning() + R"(set(FERRULE_TYPE "rlib")
set(FERRULE_NAME "my-a")
set(FERRULE_REFERENCE "/b/ferrule/crates/a")
set(FERRULE_OUT_DIR "/b/out")
set(FERRULE_FILE "/b/rlib/a.rlib")
set(FERRULE_METADATA "/b/meta/a_meta.rlib")
set(FERRULE_LINK_FILES "/b/rlib/b.rlib" "/elsewhere/rlib/c.rlib")
set(FERRULE_ROOTS "/b/obj/a.roots.o")
set(FERRULE_EXPORTS)
set(FERRULE_RUNTIME "/b/lib/runtime.a")
set(FERRULE_LINK_ARGUMENTS "/b/ferrule/link/a.rsp")
set(FERRULE_DRIVER_ARGUMENTS)
)");
}

TEST(CMakeWriterTest, TestsWithHarnessAndWithout) {
  HostLink link{"obj/a.o", "", {}, "lib/runtime.a", "", "ferrule/link/a.driver.rsp"};
  Result<std::string> text =
      write_test_script(graph(), script(),
                        {{"lib", "a", "tests/a", "a.rust_test_run", true, link},
                         {"test", "own", "tests/own", "own.rust_test_run", false, {"obj/own.o", "", {}, "", "", ""}},
                         {"program", "tool", "bin/tool", "", true, {"obj/tool.o", "", {}, "", "", ""}}});
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, beginning() + R"(_ferrule_program(lib "a"
  PROGRAM "/b/tests/a"
  ACTION "a.rust_test_run"
  FILE "/b/obj/a.o"
  RUNTIME "/b/lib/runtime.a"
  DRIVER_ARGUMENTS "/b/ferrule/link/a.driver.rsp")
_ferrule_program(test "own"
  PROGRAM "/b/tests/own"
  ACTION "own.rust_test_run"
  NO_HARNESS
  FILE "/b/obj/own.o")
_ferrule_program(program "tool"
  PROGRAM "/b/bin/tool"
  FILE "/b/obj/tool.o")
)");
}

TEST(CMakeWriterTest, AliasesAreWrittenOut) {
  EdgeGraph linked;
  linked.edges.push_back(edge(EdgeKind::proc_macro, "p.rust_proc_macro", "p v1", {"proc_macro/p.so"}, {"link/a"}));
  linked.aliases = {{"link/a", {"rlib/a.rlib", "link/b"}}, {"link/b", {"rlib/b.rlib"}}};
  Result<std::string> text = write_crate_script(linked, script(), {"proc-macro", "p", "", "", {}});
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("DEPENDS \"/b/rlib/a.rlib\" \"/b/rlib/b.rlib\""), std::string::npos) << *text;
}

TEST(CMakeWriterTest, WhatCMakeReadsOtherwiseIsEscaped) {
  CMakeScript odd = script();
  odd.sources = {"/a \"b\" $c\\d"};
  Result<std::string> text = write_crate_script({}, odd, {});
  ASSERT_TRUE(text);
  EXPECT_NE(text->find(R"(set(FERRULE_SOURCES "/a \"b\" \$c\\d"))"), std::string::npos) << *text;
  odd.sources = {"/a;b"};
  text = write_crate_script({}, odd, {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "CMake can't keep the path `/a;b` in a list");
}

}  // namespace
}  // namespace ferrule
