#include "emit/ninja_writer.h"

#include <gtest/gtest.h>

#include "plan/edges/planner.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

class NinjaWriterTest : public testing::Test {
 protected:
  std::string text() {
    Result<std::string> written = write_ninja(make_edges(units.graph(), options), settings);
    EXPECT_TRUE(written) << written.error().message;
    return written ? *written : "";
  }

  /// What follows the rules.
  std::string statements() {
    const std::string whole = text();
    return whole.substr(whole.find("\nbuild ") + 1);
  }

  /// What stands before the rules.
  std::string head() {
    const std::string whole = text();
    return whole.substr(0, whole.find("\nrule ") + 1);
  }

  /// The statement of the first edge, for a graph of one edge that reads and
  /// makes these files.
  static Result<std::string> statement(const std::string& output, const std::string& input) {
    EdgeGraph graph;
    graph.edges.emplace_back();
    graph.edges[0].action.kind = EdgeKind::executable;
    graph.edges[0].action.id = "i";
    graph.edges[0].outputs = {output};
    graph.edges[0].inputs = {input};
    Result<std::string> whole = write_ninja(graph, {"/f/launcher", DepfileMode::gcc, {}});
    if (!whole) return whole;
    const std::size_t start = whole->find("\nbuild ") + 1;
    return whole->substr(start, whole->find('\n', start) - start);
  }

  GraphBuilder units;
  PlanOptions options{"/b", Pipelining::hollow, {}, {"/rust/bin/rustc", false, ""}, false};
  NinjaSettings settings{"/f/launcher", DepfileMode::gcc, {}};
};

TEST_F(NinjaWriterTest, ALibraryAndAnExecutable) {
  UnitIndex util = units.library("util");
  units.binary("my-app", {util});
  EXPECT_EQ(text(), "# Written by ferrule " FERRULE_VERSION R"(. Do not edit: run `ferrule generate` instead.

ninja_required_version = 1.8
launcher = /f/launcher

pool test_run
  depth = 1

rule rust_metadata
  command = $launcher run actions/$id
  description = METADATA $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_codegen
  command = $launcher run actions/$id
  description = CODEGEN $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_lib
  command = $launcher run actions/$id
  description = LIBRARY $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_proc_macro
  command = $launcher run actions/$id
  description = PROC-MACRO $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_bin
  command = $launcher run actions/$id
  description = EXECUTABLE $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_cdylib
  command = $launcher run actions/$id
  description = CDYLIB $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_staticlib
  command = $launcher run actions/$id
  description = STATICLIB $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_dylib
  command = $launcher run actions/$id
  description = DYLIB $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_check
  command = $launcher run actions/$id
  description = CHECK $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_clippy
  command = $launcher run actions/$id
  description = CLIPPY $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_object
  command = $launcher run actions/$id
  description = OBJECT $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_unlinked
  command = $launcher run actions/$id
  description = UNLINKED $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_test
  command = $launcher run actions/$id
  description = TEST $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_build_script
  command = $launcher run actions/$id
  description = BUILD-SCRIPT $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule build_script_run
  command = $launcher run actions/$id
  description = RUN-BUILD-SCRIPT $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_doc
  command = $launcher run actions/$id
  description = DOC $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  restat = 1

rule rust_test_run
  command = $launcher run actions/$id
  description = RUN-TEST $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  pool = test_run

rule rust_bench_run
  command = $launcher run actions/$id
  description = RUN-BENCH $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  pool = console

rule rust_doc_test
  command = $launcher run actions/$id
  description = RUN-DOC-TEST $crate
  depfile = ferrule/depfiles/$id.d
  deps = gcc
  pool = test_run

build link/util-1: phony rlib/libutil-1.rlib
build all: phony bin/my-app rlib/libutil-1.rlib
build tests: phony
build test: phony
build check: phony
build my-app: phony bin/my-app
build util: phony rlib/libutil-1.rlib

build rlib/libutil-1.rlib: rust_codegen | /rust/bin/rustc actions/util-1.rust_codegen || ferrule/environment /f/launcher
  id = util-1.rust_codegen
  crate = util v1.0.0
build bin/my-app: rust_bin | /rust/bin/rustc actions/my_app-2.rust_bin || link/util-1 ferrule/environment /f/launcher
  id = my_app-2.rust_bin
  crate = my-app v1.0.0
build meta/libutil-1_meta.rlib: rust_metadata | /rust/bin/rustc actions/util-1.rust_metadata || ferrule/environment /f/launcher
  id = util-1.rust_metadata
  crate = util v1.0.0

default all
)");
}

TEST_F(NinjaWriterTest, ABuildScriptAProcMacroAndATest) {
  UnitIndex script = units.build_script("zlib");
  UnitIndex zlib = units.library("zlib", {units.proc_macro("derive")});
  units.use_script(zlib, script);
  units.test_run(units.test("works", {zlib}));
  EXPECT_EQ(statements(),
            R"(build link/zlib-4: phony rlib/libzlib-4.rlib
build all: phony debug/build/zlib-1-run/build-script.output proc_macro/libderive-3.so rlib/libzlib-4.rlib
build tests: phony tests/works-5
build test: phony ferrule/tested/works-5.rust_test_run tests
build check: phony
build derive: phony proc_macro/libderive-3.so
build zlib: phony rlib/libzlib-4.rlib

build debug/build/zlib-1/build-script-build: rust_build_script | /rust/bin/rustc actions/build_script_build-1.rust_build_script || ferrule/environment /f/launcher
  id = build_script_build-1.rust_build_script
  crate = zlib v1.0.0
build proc_macro/libderive-3.so: rust_proc_macro | /rust/bin/rustc actions/derive-3.rust_proc_macro || ferrule/environment /f/launcher
  id = derive-3.rust_proc_macro
  crate = derive v1.0.0
build debug/build/zlib-1-run/build-script.output: build_script_run debug/build/zlib-1/build-script-build | actions/zlib-1.build_script_run || ferrule/environment /f/launcher
  id = zlib-1.build_script_run
  crate = zlib v1.0.0
build rlib/libzlib-4.rlib: rust_codegen debug/build/zlib-1-run/build-script.output proc_macro/libderive-3.so | /rust/bin/rustc actions/zlib-4.rust_codegen || ferrule/environment /f/launcher
  id = zlib-4.rust_codegen
  crate = zlib v1.0.0
build tests/works-5: rust_test | /rust/bin/rustc actions/works-5.rust_test || link/zlib-4 ferrule/environment /f/launcher
  id = works-5.rust_test
  crate = works v1.0.0
build ferrule/tested/works-5.rust_test_run: rust_test_run tests/works-5 | actions/works-5.rust_test_run || ferrule/environment /f/launcher
  id = works-5.rust_test_run
  crate = works v1.0.0
build meta/libzlib-4_meta.rlib: rust_metadata debug/build/zlib-1-run/build-script.output proc_macro/libderive-3.so | /rust/bin/rustc actions/zlib-4.rust_metadata || ferrule/environment /f/launcher
  id = zlib-4.rust_metadata
  crate = zlib v1.0.0

default all
)");
}

TEST_F(NinjaWriterTest, RegeneratesItselfWhenWhatCargoReadsHasChanged) {
  settings.regeneration = {{"/f/ferrule", "generate", "--again", "-C", "."},
                           {"/w/Cargo.lock", "/w/Cargo.toml"},
                           "",
                           "ferrule/recording/inputs",
                           "ferrule/recording/watched"};
  const std::string whole = text();
  const std::size_t start = whole.find("\nrule generate") + 1;
  EXPECT_EQ(whole.substr(start), R"(rule generate
  command = /f/ferrule generate --again -C .
  description = GENERATE build.ninja
  generator = 1
  restat = 1
  pool = console

rule watch
  command = $launcher watch ferrule/recording/inputs $out $out.d
  description = WATCH what Cargo reads
  depfile = $out.d
  generator = 1
  restat = 1

build ferrule/recording/watched: watch | ferrule/recording/inputs
build build.ninja: generate | /w/Cargo.lock /w/Cargo.toml ferrule/recording/watched

build all: phony
build tests: phony
build test: phony
build check: phony


default all
)");
}

TEST_F(NinjaWriterTest, WritesFilesForNextestWhenTestsAreBuilt) {
  settings.test_files = {{"/f/ferrule", "nextest", "-C", "."}, {"nextest/a.json", "nextest/b.json"}};
  units.test("works");
  const std::string whole = text();
  const std::size_t start = whole.find("\nrule nextest_files") + 1;
  EXPECT_EQ(whole.substr(start, whole.find("build all") - start), R"(rule nextest_files
  command = /f/ferrule nextest -C .
  description = NEXTEST what it is told of tests
  restat = 1

build nextest/a.json nextest/b.json: nextest_files tests/works-1 | ferrule/edges
build nextest: phony nextest/a.json nextest/b.json

)");
}

TEST_F(NinjaWriterTest, WithoutWatchingOnlyFilesCallForRegeneration) {
  settings.regeneration = {{"/f/ferrule", "generate"}, {"/w/Cargo.toml"}, "ferrule/build.ninja.d", "", ""};
  EXPECT_EQ(text().find("watch"), std::string::npos);
  EXPECT_NE(text().find("build build.ninja: generate | /w/Cargo.toml\n"), std::string::npos);
  EXPECT_NE(text().find("  pool = console\n  depfile = ferrule/build.ninja.d\n"), std::string::npos);
}

TEST_F(NinjaWriterTest, NamesFilesInADepfileOfItsOwn) {
  EXPECT_EQ(write_depfile("build.ninja", {"/a b/Cargo.toml", "/w/$x#"}),
            "build.ninja: /a\\ b/Cargo.toml /w/$$x\\#\n");
}

TEST_F(NinjaWriterTest, DepfilesForEnginesWithoutALog) {
  settings.depfiles = DepfileMode::depfile;
  EXPECT_EQ(text().find("deps = gcc"), std::string::npos);
  EXPECT_NE(text().find("depfile = ferrule/depfiles/$id.d"), std::string::npos);
}

// --- Odd names -------------------------------------------------------------------

TEST_F(NinjaWriterTest, EscapesWhatNinjaReadsAsSyntax) {
  struct Case {
    const char* path;
    const char* written;
  };
  for (const Case& c : {Case{"/a b", "/a$ b"}, Case{"/a$b", "/a$$b"}, Case{"/a:b", "/a$:b"}, Case{"/#a", "/#a"},
                        Case{"/'\"\\%a", "/'\"\\%a"}, Case{"/grüße\t1", "/grüße\t1"}}) {
    Result<std::string> written = statement("o", c.path);
    ASSERT_TRUE(written) << c.path;
    EXPECT_EQ(*written,
              std::string("build o: rust_bin ") + c.written + " | actions/i || ferrule/environment /f/launcher");
  }
}

TEST_F(NinjaWriterTest, APathWithABarStandsInAVariable) {
  options.compiler.rustc = "/my | $rust/rustc";
  settings.launcher = "/it's a | launcher";
  units.library("a");
  EXPECT_EQ(head(), "# Written by ferrule " FERRULE_VERSION R"(. Do not edit: run `ferrule generate` instead.

ninja_required_version = 1.8
path1 = /my | $$rust/rustc
path2 = /it's a | launcher
launcher = '/it'\''s a | launcher'

pool test_run
  depth = 1

)");
  EXPECT_NE(statements().find("\nbuild meta/liba-1_meta.rlib: rust_metadata | $path1 actions/a-1.rust_metadata || "
                              "ferrule/environment $path2\n"),
            std::string::npos);
}

TEST_F(NinjaWriterTest, CommandsAreQuotedForTheShell) {
  settings.launcher = "/opt/my tools/$(launcher)";
  settings.regeneration = {{"/opt/my tools/ferrule", "-C", "a;b"}, {}, "", "", ""};
  EXPECT_NE(text().find("launcher = '/opt/my tools/$$(launcher)'\n"), std::string::npos);
  EXPECT_NE(text().find("  command = '/opt/my tools/ferrule' -C 'a;b'\n"), std::string::npos);
}

TEST_F(NinjaWriterTest, DescriptionsCannotLeaveTheirLine) {
  UnitIndex app = units.binary("app");
  units[app].package.version = "1.0.0 $(x) $out : |";
  EXPECT_NE(text().find("  crate = app v1.0.0 $$(x) $$out : |\n"), std::string::npos);
}

TEST_F(NinjaWriterTest, RefusesANewlineAndNamesThePath) {
  for (const char* path : {"/a\nbuild evil: phony", "/a\rb", "/a|b\nc"}) {
    for (const auto& [output, input] : {std::pair("o", path), std::pair(path, "i")}) {
      Result<std::string> written = statement(output, input);
      ASSERT_FALSE(written) << path;
      EXPECT_NE(written.error().message.find(path), std::string::npos);
      EXPECT_NE(written.error().help, "");
    }
  }
}

TEST_F(NinjaWriterTest, EdgesOfOtherDirectoriesRunThere) {
  EdgeGraph graph;
  Edge& edge = graph.edges.emplace_back();
  edge.action.kind = EdgeKind::check;
  edge.action.id = "i";
  edge.directory = "/a b/Debug";
  edge.outputs = {"/a b/Debug/o"};
  Result<std::string> whole = write_ninja(graph, settings);
  ASSERT_TRUE(whole);
  EXPECT_NE(whole->find("  command = cd $there && $launcher run actions/$id\n"), std::string::npos);
  EXPECT_NE(whole->find("  depfile = $directory/ferrule/depfiles/$id.d\n"), std::string::npos);
  EXPECT_NE(whole->find("build /a$ b/Debug/o: rust_check | /a$ b/Debug/actions/i || "
                        "/a$ b/Debug/ferrule/environment /f/launcher\n"
                        "  id = i\n  crate = \n  directory = /a b/Debug\n  there = '/a b/Debug'\n"),
            std::string::npos)
      << *whole;
}

}  // namespace
}  // namespace ferrule
