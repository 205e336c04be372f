#include "record/units/crate_graph_builder.h"

#include <gtest/gtest.h>

#include "support/recorded_log.h"
#include "support/show.h"

namespace ferrule {
namespace {

/// What all crates of a debug build for the host have in common.
const std::string kPlaces = " --out-dir $T/debug/deps -L dependency=$T/debug/deps";

class CrateGraphBuilderTest : public testing::Test {
 protected:
  bool is_bench = false;  // what is built is what `cargo bench` builds

  Result<BuiltGraph> try_to_build() const {
    std::vector<NamedRun> runs = {{build.run(), is_bench ? RunPurpose::benches : RunPurpose::build},
                                  {tests.run(), RunPurpose::tests}};
    if (!documentation.commands().empty()) {
      runs.push_back({documentation.run(), RunPurpose::documentation});
      runs.back().run.pages = documentation_pages;
    }
    return build_crate_graph(runs, place, tools);
  }

  BuiltGraph built() const {
    Result<BuiltGraph> result = try_to_build();
    EXPECT_TRUE(result) << result.error().message;
    return result ? *result : BuiltGraph{};
  }

  std::string refusal() const {
    Result<BuiltGraph> result = try_to_build();
    return result ? "<accepted>" : result.error().message;
  }

  Unit unit(std::string_view id, UnitKind kind = UnitKind::compile) const {
    for (const Unit& candidate : built().graph.units)
      if (candidate.id == id && candidate.kind == kind) return candidate;
    ADD_FAILURE() << "no unit " << id << " among " << ids();
    return {};
  }

  std::string command(std::string_view id, UnitKind kind = UnitKind::compile) const {
    return show(unit(id, kind).command, built().graph);
  }

  std::string environment(std::string_view id, UnitKind kind = UnitKind::compile) const {
    return show(unit(id, kind).environment);
  }

  std::string ids() const {
    std::vector<std::string> all;
    for (const Unit& each : built().graph.units) all.push_back(each.id);
    return show(all);
  }

  std::string id_of(std::optional<UnitIndex> index) const {
    return index ? built().graph.units[*index].id : "<none>";
  }

  /// The library "util" of a package of that name.
  void record_util() {
    build.rustc("util", "--crate-name util src/lib.rs --crate-type lib -C extra-filename=-1" + kPlaces);
  }

  /// The package "zlib" with a build script and a library, as both are seen
  /// when the script's stand-in has printed its probes.
  void record_zlib() {
    build
        .compiled_script("zlib",
                         "--crate-name build_script_build build.rs --crate-type bin -C extra-filename=-1 "
                         "--out-dir $T/debug/build/zlib-1 -L dependency=$T/debug/deps")
        .artifact({"zlib",
                   "custom-build",
                   "build-script-build",
                   "$T/debug/build/zlib-1/build_script_build-1",
                   {"$T/debug/build/zlib-1/build-script-build"}})
        .build_script("zlib", "$T/debug/build/zlib-1/build-script-build", kOut)
        .rustc("zlib", "--crate-name zlib src/lib.rs --crate-type lib -C extra-filename=-3" + kPlaces + kProbes,
               {{"FERRULE_PROBE", kOut}, {"OUT_DIR", kOut}});
  }

  static constexpr const char* kOut = "$T/debug/build/zlib-2/out";
  static constexpr const char* kProbes =
      " -L native=/ferrule-probe$T/debug/build/zlib-2/out -L native=$T/debug/build/zlib-2/out/ferrule-probe"
      " -l ferrule-probe=$T/debug/build/zlib-2/out -C link-arg=ferrule-probe=all=$T/debug/build/zlib-2/out"
      " --cfg ferrule_probe=\"$T/debug/build/zlib-2/out\"";

  RecordedLog build, tests, documentation;
  std::vector<std::string> documentation_pages;
  RecordingPlace place{std::string(kRecordingTarget), "/b"};
  ToolSettings tools{"", {"rustdoc", "/rust/bin/rustdoc"}, "/rust"};
};

// --- Crates -----------------------------------------------------------------------------

TEST_F(CrateGraphBuilderTest, ALibraryAndABinaryThatUsesIt) {
  record_util();
  build
      .rustc("app", "--crate-name my_app src/main.rs --crate-type bin -C extra-filename=-2" + kPlaces +
                        " --extern util=$T/debug/deps/libutil-1.rlib")
      .artifact({"app", "bin", "my-app", "$T/debug/deps/my_app-2", {"$T/debug/my-app"}});

  EXPECT_EQ(ids(), "util-1 my_app-2");
  EXPECT_EQ(command("my_app-2"),
            "/rust/bin/rustc --crate-name my_app src/main.rs --crate-type bin -C extra-filename=-2 "
            "--out-dir {out-dir} {dependencies} {extern util=util-1.rlib}");
  const Unit app = unit("my_app-2");
  EXPECT_EQ(app.directory, "/w/app");
  EXPECT_EQ(app.package.description(), "app v1.0.0 (/w/app)");
  EXPECT_EQ(app.source, "src/main.rs");
  EXPECT_EQ(app.target_kind, TargetKind::binary);
  EXPECT_EQ(app.target_name, "my-app");
  ASSERT_EQ(app.uplifted.size(), 1u);
  EXPECT_EQ(app.uplifted[0].name, "my-app");
  EXPECT_TRUE(app.in_build);
  EXPECT_FALSE(app.in_tests);
  EXPECT_EQ(unit("util-1").target_kind, TargetKind::library);
  EXPECT_TRUE(unit("util-1").uplifted.empty());
}

TEST_F(CrateGraphBuilderTest, ADependencyIsFoundByItsMetadataToo) {
  record_util();
  build.rustc("top", "--crate-name top --crate-type lib -C extra-filename=-2" + kPlaces +
                         " --extern priv:util=$T/debug/deps/libutil-1.rmeta");
  EXPECT_NE(command("top-2").find("{extern priv:util=util-1.rlib}"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, ADependencyMayBeRecordedLaterThanItsUser) {
  build.rustc("top", "--crate-name top --crate-type lib -C extra-filename=-2" + kPlaces +
                         " --extern util=$T/debug/deps/libutil-1.rmeta");
  record_util();
  EXPECT_NE(command("top-2").find("{extern util=util-1.rlib}"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, AProcMacroIsUsedByItsLibrary) {
  build
      .rustc("derive",
             "--crate-name derive --crate-type proc-macro -C extra-filename=-1" + kPlaces + " --extern proc_macro")
      .rustc("util", "--crate-name util --crate-type lib -C extra-filename=-2" + kPlaces +
                         " --extern derive=$T/debug/deps/libderive-1.so");
  EXPECT_EQ(unit("derive-1").target_kind, TargetKind::proc_macro);
  EXPECT_NE(command("util-2").find("{extern derive=derive-1.proc-macro}"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, ACrateOfSeveralTypes) {
  build.rustc("engine", "--crate-name engine --crate-type cdylib --crate-type rlib --crate-type staticlib" + kPlaces)
      .artifact({"engine",
                 "cdylib",
                 "engine",
                 "$T/debug/deps/engine",
                 {"$T/debug/libengine.so", "$T/debug/libengine.rlib", "$T/debug/libengine.a"}})
      .rustc("app", "--crate-name app --crate-type bin -C extra-filename=-2" + kPlaces +
                        " --extern engine=$T/debug/deps/libengine.rlib");
  const Unit engine = unit("engine");
  EXPECT_EQ(show(engine.crate_types), "cdylib rlib staticlib");
  ASSERT_EQ(engine.uplifted.size(), 2u);
  EXPECT_EQ(engine.uplifted[0].crate_type + " " + engine.uplifted[0].name, "cdylib libengine.so");
  EXPECT_EQ(engine.uplifted[1].crate_type + " " + engine.uplifted[1].name, "staticlib libengine.a");
  EXPECT_NE(command("app-2").find("{extern engine=engine.rlib}"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, ADylibIsUsedAsOne) {
  build.rustc("shared", "--crate-name shared --crate-type dylib -C extra-filename=-1" + kPlaces)
      .rustc("app", "--crate-name app --crate-type bin -C extra-filename=-2" + kPlaces +
                        " --extern shared=$T/debug/deps/libshared-1.so");
  EXPECT_NE(command("app-2").find("{extern shared=shared-1.dylib}"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, ExamplesAreTold) {
  build
      .rustc("app",
             "--crate-name demo examples/demo.rs --crate-type bin -C extra-filename=-4 "
             "--out-dir $T/debug/examples -L dependency=$T/debug/deps")
      .artifact({"app", "example", "demo", "$T/debug/examples/demo-4", {"$T/debug/examples/demo"}});
  EXPECT_EQ(unit("demo-4").target_kind, TargetKind::example);
  ASSERT_EQ(unit("demo-4").uplifted.size(), 1u);
}

TEST_F(CrateGraphBuilderTest, TheSameCrateForHostAndTarget) {
  record_util();
  build.rustc("util",
              "--crate-name util src/lib.rs --crate-type lib -C extra-filename=-9 "
              "--out-dir $T/wasm32/debug/deps --target wasm32 -L dependency=$T/wasm32/debug/deps "
              "-L dependency=$T/debug/deps");
  EXPECT_EQ(unit("util-1").triple, "");
  EXPECT_EQ(unit("util-9").triple, "wasm32");
}

TEST_F(CrateGraphBuilderTest, CratesWithoutAHashAreToldApartByTheirTarget) {
  build.rustc("engine", "--crate-name engine --crate-type cdylib --out-dir $T/debug/deps")
      .rustc("engine", "--crate-name engine --crate-type cdylib --out-dir $T/wasm32/debug/deps --target wasm32")
      .rustc("engine",
             "--crate-name engine --crate-type cdylib --out-dir $T/odd/debug/deps --target=/x/my;target.json");
  EXPECT_EQ(ids(), "engine engine@wasm32 engine@my_target.json");
}

TEST_F(CrateGraphBuilderTest, IdsAreUnique) {
  build.rustc("a", "--crate-name x --crate-type lib -C extra-filename=-1 --out-dir $T/one")
      .rustc("b", "--crate-name x --crate-type lib -C extra-filename=-1 --out-dir $T/two");
  EXPECT_EQ(ids(), "x-1 x-1.2");
}

TEST_F(CrateGraphBuilderTest, PackagesFromElsewhereAreNotPathPackages) {
  record_util();
  build.artifact({.package = "util",
                  .kind = "lib",
                  .name = "util",
                  .unit = "$T/debug/deps/util-1",
                  .files = {"$T/debug/deps/libutil-1.rlib"},
                  .is_path = false});
  EXPECT_FALSE(unit("util-1").package.is_path);
  EXPECT_EQ(unit("util-1").package.description(), "util v1.0.0");
}

// --- Build scripts ------------------------------------------------------------------------

TEST_F(CrateGraphBuilderTest, ABuildScriptIsCompiledThenRunThenUsed) {
  record_zlib();
  EXPECT_EQ(ids(), "build_script_build-1 zlib-2 zlib-3");
  EXPECT_EQ(unit("build_script_build-1").target_kind, TargetKind::build_script);
  EXPECT_TRUE(unit("build_script_build-1").uplifted.empty());

  const Unit run = unit("zlib-2", UnitKind::build_script_run);
  EXPECT_EQ(id_of(run.program), "build_script_build-1");
  EXPECT_EQ(run.run_directory, "debug/build/zlib-2");
  EXPECT_EQ(run.program_path, "debug/build/zlib-1/build-script-build");
  EXPECT_EQ(environment("zlib-2", UnitKind::build_script_run),
            "CARGO_MANIFEST_DIR=/w/zlib CARGO_PKG_NAME=zlib CARGO_PKG_VERSION=1.0.0 HOST=x86_64-unknown-linux-gnu "
            "NUM_JOBS=2 OUT_DIR=/b/debug/build/zlib-2/out RUSTDOC=rustdoc");

  EXPECT_EQ(id_of(unit("zlib-3").script_run), "zlib-2");
  EXPECT_EQ(command("zlib-3"),
            "/rust/bin/rustc --crate-name zlib src/lib.rs --crate-type lib -C extra-filename=-3 --out-dir {out-dir} "
            "{dependencies} {link-search of zlib-2} {link-lib of zlib-2} {link-arg of zlib-2 all} {cfg of zlib-2}");
  EXPECT_EQ(environment("zlib-3"),
            "CARGO_MANIFEST_DIR=/w/zlib CARGO_PKG_NAME=zlib CARGO_PKG_VERSION=1.0.0 "
            "OUT_DIR=/b/debug/build/zlib-2/out")
      << "the probe itself is not an edge's variable";
}

TEST_F(CrateGraphBuilderTest, LinkArgumentsGoByTheKindOfTarget) {
  record_zlib();
  struct Case {
    const char* kind;
    const char* type;
    const char* targets;
  };
  int hash = 10;
  for (const Case& c :
       {Case{"bin", "--crate-type bin", "all bins bin=my-x"}, Case{"example", "--crate-type bin", "all examples"},
        Case{"example", "--test", "all examples"}, Case{"example", "--crate-type cdylib", "all"},
        Case{"test", "--test", "all tests"}, Case{"bench", "--test", "all benches"}}) {
    const bool is_library = std::string_view(c.type).ends_with("cdylib");
    const std::string id = "x-" + std::to_string(++hash);
    build
        .rustc("zlib", std::string("--crate-name x ") + c.type + " -C extra-filename=-" + std::to_string(hash) +
                           kPlaces + " -C link-arg=ferrule-probe=all=" + kOut)
        .artifact({"zlib",
                   c.kind,
                   "my-x",
                   "$T/debug/deps/" + id,
                   {"$T/debug/deps/" + id},
                   true,
                   {is_library ? "cdylib" : "bin"}});
    EXPECT_NE(command(id).find(std::string("{link-arg of zlib-2 ") + c.targets + "}"), std::string::npos)
        << command(id);
  }
}

TEST_F(CrateGraphBuilderTest, LinkArgumentsForCdylibsReachDependents) {
  record_zlib();
  build.rustc("plugin",
              "--crate-name plugin --crate-type cdylib" + kPlaces + " -C link-arg=ferrule-probe=cdylib=" + kOut);
  EXPECT_NE(command("plugin").find("{link-arg of zlib-2 cdylib}"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, ScriptsSeeTheMetadataOfOthers) {
  record_zlib();
  build
      .compiled_script("png",
                       "--crate-name build_script_build build.rs --crate-type bin -C extra-filename=-4 "
                       "--out-dir $T/debug/build/png-4")
      .build_script("png", "$T/debug/build/png-4/build-script-build", "$T/debug/build/png-5/out",
                    {{"DEP_Z_FERRULE_PROBE", kOut}});
  const Unit run = unit("png-5", UnitKind::build_script_run);
  ASSERT_EQ(run.script_metadata.size(), 1u);
  EXPECT_EQ(run.script_metadata[0].prefix, "DEP_Z_");
  EXPECT_EQ(id_of(run.script_metadata[0].run), "zlib-2");
  EXPECT_EQ(show(run.environment).find("DEP_"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, ScriptsWithANameOfTheirOwn) {
  build
      .compiled_script("odd",
                       "--crate-name build_script_my_setup tools/my-setup.rs --crate-type bin -C extra-filename=-1 "
                       "--out-dir $T/debug/build/odd-1")
      .build_script("odd", "$T/debug/build/odd-1/build-script-my-setup", "$T/debug/build/odd-2/out");
  EXPECT_EQ(id_of(unit("odd-2", UnitKind::build_script_run).program), "build_script_my_setup-1");
}

TEST_F(CrateGraphBuilderTest, ScriptsSeeTheUsersWrapperAndRustdoc) {
  record_zlib();
  tools.rustc_wrapper = "sccache";
  const std::string shown = environment("zlib-2", UnitKind::build_script_run);
  EXPECT_NE(shown.find("RUSTC_WRAPPER=sccache"), std::string::npos);
  EXPECT_EQ(command("zlib-3").substr(0, 23), "sccache /rust/bin/rustc");
}

// --- Tests ------------------------------------------------------------------------------------

TEST_F(CrateGraphBuilderTest, ATestIsCompiledAndRun) {
  tests.rustc("app", "--crate-name app src/lib.rs --test -C extra-filename=-5" + kPlaces)
      .test("app", "$T/debug/deps/app-5", "--quiet", {{"LD_LIBRARY_PATH", "$T/debug/deps:$T/debug:/rust/lib"}});
  EXPECT_TRUE(unit("app-5").is_test);
  EXPECT_TRUE(unit("app-5").in_tests);
  EXPECT_FALSE(unit("app-5").in_build);
  EXPECT_EQ(id_of(unit("app-5", UnitKind::test_run).program), "app-5");
  EXPECT_EQ(command("app-5", UnitKind::test_run), "--quiet");
  EXPECT_NE(environment("app-5", UnitKind::test_run).find("LD_LIBRARY_PATH=/b/lib:/rust/lib"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, WhatCargoBenchRunsIsABenchmark) {
  build.rustc("app", "--crate-name speed benches/speed.rs --cfg test -C extra-filename=-5" + kPlaces)
      .artifact({"app", "bench", "speed", "$T/debug/deps/speed-5", {"$T/debug/deps/speed-5"}})
      .test("app", "$T/debug/deps/speed-5", "--bench");
  is_bench = true;
  EXPECT_TRUE(unit("speed-5").is_test);
  EXPECT_TRUE(unit("speed-5").in_build);
  EXPECT_EQ(unit("speed-5").target_kind, TargetKind::bench);
  EXPECT_EQ(id_of(unit("speed-5", UnitKind::bench_run).program), "speed-5");
  EXPECT_EQ(command("speed-5", UnitKind::bench_run), "--bench");
}

TEST_F(CrateGraphBuilderTest, ATestWithItsOwnMainIsATestToo) {
  tests.rustc("app", "--crate-name own tests/own.rs --cfg test -C extra-filename=-6" + kPlaces)
      .artifact({"app", "test", "own", "$T/debug/deps/own-6", {"$T/debug/deps/own-6"}})
      .test("app", "$T/debug/deps/own-6");
  EXPECT_TRUE(unit("own-6").is_test);
  EXPECT_EQ(unit("own-6").target_kind, TargetKind::test);
}

TEST_F(CrateGraphBuilderTest, ATestMayRunAProgramOfItsPackage) {
  tests.rustc("app", "--crate-name my_app --crate-type bin -C extra-filename=-2" + kPlaces)
      .artifact({"app", "bin", "my-app", "$T/debug/deps/my_app-2", {"$T/debug/my-app"}})
      .rustc("app", "--crate-name cli --test -C extra-filename=-7" + kPlaces,
             {{"CARGO_BIN_EXE_my-app", "$T/debug/my-app"}});
  const Unit cli = unit("cli-7");
  ASSERT_EQ(cli.used_programs.size(), 1u);
  EXPECT_EQ(cli.used_programs[0].variable, "CARGO_BIN_EXE_my-app");
  EXPECT_EQ(id_of(cli.used_programs[0].unit), "my_app-2");
  EXPECT_EQ(show(cli.environment).find("CARGO_BIN_EXE"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, ATestRunsTheProgramOfItsOwnRecording) {
  // Other features, another executable: both stand at one path in their time.
  const auto record_app = [](RecordedLog& log, const std::string& hash) {
    log.rustc("app", "--crate-name app --crate-type bin -C extra-filename=" + hash + kPlaces)
        .artifact({"app", "bin", "app", "$T/debug/deps/app" + hash, {"$T/debug/app"}});
  };
  record_app(build, "-2");
  record_app(tests, "-8");
  tests.rustc("app", "--crate-name cli --test -C extra-filename=-7" + kPlaces,
              {{"CARGO_BIN_EXE_app", "$T/debug/app"}});
  ASSERT_EQ(unit("cli-7").used_programs.size(), 1u);
  EXPECT_EQ(id_of(unit("cli-7").used_programs[0].unit), "app-8");
}

TEST_F(CrateGraphBuilderTest, WhatTheTestsFindFreshBelongsToThemToo) {
  record_util();
  tests.artifact({"util", "lib", "util", "$T/debug/deps/util-1", {"$T/debug/deps/libutil-1.rlib"}});
  EXPECT_TRUE(unit("util-1").in_build);
  EXPECT_TRUE(unit("util-1").in_tests);
}

TEST_F(CrateGraphBuilderTest, DocTestsAreRunByRustdocItself) {
  record_util();
  tests.rustdoc("util",
                "--edition=2021 --crate-type lib --crate-name util --test src/lib.rs --error-format json "
                "-L dependency=$T/debug/deps --extern util=$T/debug/deps/libutil-1.rlib");
  const CrateGraph graph = built().graph;
  ASSERT_EQ(graph.units.size(), 2u);
  const Unit& doc_test = graph.units[1];
  EXPECT_EQ(doc_test.kind, UnitKind::doc_test);
  EXPECT_EQ(show(doc_test.command, graph),
            "/rust/bin/rustdoc --edition=2021 --crate-type lib --crate-name util --test src/lib.rs "
            "{dependencies} {extern util=util-1.rlib}");
  EXPECT_TRUE(doc_test.id.starts_with("util-")) << doc_test.id;
}

TEST_F(CrateGraphBuilderTest, DocumentationIsMadeWithMetadataOfItsOwn) {
  record_util();
  const char* emits = " --emit=dep-info,metadata";
  documentation
      .rustc("util", "--crate-name util src/lib.rs --crate-type cdylib --crate-type lib -C extra-filename=-7" +
                         kPlaces + emits)
      .artifact({"util", "lib", "util", "$T/debug/deps/util-7", {"$T/debug/deps/libutil-7.rmeta"}})
      .documentation("app",
                     "--edition=2021 --crate-type bin --crate-name my_app src/main.rs -o $T/doc -C metadata=8 "
                     "-L dependency=$T/debug/deps --extern util=$T/debug/deps/libutil-7.rmeta",
                     {{"RUSTDOC", "/b/ferrule/recording/cargo/bin/rustdoc"}})
      .artifact({"app", "bin", "my-app", "$T/doc/my_app", {"$T/doc/my_app/index.html"}});
  documentation_pages = {std::string(kRecordingTarget) + "/doc/my_app/index.html"};
  const CrateGraph graph = built().graph;
  ASSERT_EQ(graph.units.size(), 3u);
  EXPECT_TRUE(graph.has_documentation);
  const Unit &check = graph.units[1], &pages = graph.units[2];
  EXPECT_EQ(check.kind, UnitKind::check);
  EXPECT_EQ(check.id, "util-7");
  EXPECT_TRUE(check.uplifted.empty());
  EXPECT_FALSE(check.in_build);
  EXPECT_EQ(pages.kind, UnitKind::documentation);
  EXPECT_EQ(pages.id, "my_app-8");
  EXPECT_EQ(pages.target_name, "my-app");
  EXPECT_EQ(pages.target_description(), "bin \"my-app\" doc");
  EXPECT_EQ(pages.page, "doc/my_app/index.html");
  EXPECT_EQ(pages.page_rank, 0u);
  EXPECT_EQ(show(pages.command, graph),
            "/rust/bin/rustdoc --edition=2021 --crate-type bin --crate-name my_app src/main.rs -o /b/doc "
            "-C metadata=8 {dependencies} {extern util=util-7.rlib}");
  EXPECT_EQ(pages.environment.size(), 3u) << "the stand-in is not shown";
}

TEST_F(CrateGraphBuilderTest, RefusesExamplesInDocumentation) {
  documentation.documentation(
      "app", "--crate-type lib --crate-name app src/lib.rs -o $T/doc --scrape-examples-output-path $T/x");
  EXPECT_NE(refusal().find("-Z rustdoc-scrape-examples"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, TheTestsStandInOfRustdocIsNotShownToScripts) {
  record_zlib();
  tests
      .compiled_script("late",
                       "--crate-name build_script_build build.rs --crate-type bin -C extra-filename=-6 "
                       "--out-dir $T/debug/build/late-6")
      .build_script("late", "$T/debug/build/late-6/build-script-build", "$T/debug/build/late-7/out",
                    {{"RUSTDOC", "/b/ferrule/recording/cargo/bin/rustdoc"}, {"TARGET", "t"}});
  // It stands where Cargo's would, so that the action is the same.
  EXPECT_NE(environment("late-7", UnitKind::build_script_run).find("RUSTDOC=rustdoc TARGET=t"), std::string::npos);
}

// --- Environments ------------------------------------------------------------------------------

TEST_F(CrateGraphBuilderTest, PathsMoveToTheBuildDirectory) {
  build.rustc("app",
              "--crate-name app --crate-type bin -C extra-filename=-1" + kPlaces + " --remap-path-prefix=$T/debug=/x",
              {{"CARGO_TARGET_TMPDIR", "$T/tmp"}, {"BOTH", "$T/a:$T/b"}});
  EXPECT_NE(command("app-1").find("--remap-path-prefix=/b/debug=/x"), std::string::npos);
  EXPECT_EQ(environment("app-1"),
            "BOTH=/b/a:/b/b CARGO_MANIFEST_DIR=/w/app CARGO_PKG_NAME=app CARGO_PKG_VERSION=1.0.0 "
            "CARGO_TARGET_TMPDIR=/b/tmp");
}

TEST_F(CrateGraphBuilderTest, FlagsThatCargoWasGivenAreInTheCommandAlone) {
  build.rustc("app", "--crate-name app --crate-type bin -C extra-filename=-1" + kPlaces + " --cfg mine",
              {{"CARGO_ENCODED_RUSTFLAGS", "--cfg\x1fmine"}});
  EXPECT_EQ(environment("app-1").find("RUSTFLAGS"), std::string::npos);
  EXPECT_NE(command("app-1").find("--cfg mine"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, WhatARustupProxySetsIsSharedByAll) {
  for (const char* name : {"one", "two"})
    build.rustc(name, std::string("--crate-name ") + name + " --crate-type lib -C extra-filename=-1" + kPlaces,
                {{"RUSTUP_TOOLCHAIN", "stable"}, {"PATH", "/rust/bin:/usr/bin"}});
  EXPECT_EQ(show(built().shared_environment), "RUSTUP_TOOLCHAIN=stable PATH=/rust/bin:/usr/bin");
  EXPECT_EQ(environment("one-1").find("RUSTUP"), std::string::npos);
}

TEST_F(CrateGraphBuilderTest, NativeLibrariesOfScriptsAreFoundAtRunTime) {
  record_zlib();
  tests.rustc("app", "--crate-name app --test -C extra-filename=-5" + kPlaces)
      .test("app", "$T/debug/deps/app-5", "",
            {{"LD_LIBRARY_PATH", std::string(kOut) + "/ferrule-probe:$T/debug/deps:$T/debug:/rust/lib:/rust/lib"}});
  const Unit run = unit("app-5", UnitKind::test_run);
  ASSERT_EQ(run.library_path.size(), 1u);
  EXPECT_EQ(id_of(run.library_path[0]), "zlib-2");
  EXPECT_NE(show(run.environment).find("LD_LIBRARY_PATH=/b/lib:/rust/lib"), std::string::npos);
}

// --- What is refused ------------------------------------------------------------------------------

TEST_F(CrateGraphBuilderTest, RefusesWhatItDoesNotSupportAndNamesThePackage) {
  build.rustc("app", "--crate-name app --crate-type bin" + kPlaces, {{"CARGO_BIN_FILE_TOOL", "/x"}})
      .artifact({"app", "bin", "app", "$T/debug/deps/app", {"$T/debug/app"}});
  EXPECT_EQ(refusal(), "artifact dependencies (-Z bindeps) are not supported (in `app v1.0.0 (/w/app)`)");
  EXPECT_EQ(try_to_build().error().where, "/w/app/Cargo.toml");

  build = {};
  build.rustc("app", "--crate-name app --crate-type bin -C split-debuginfo=unpacked" + kPlaces)
      .artifact({"app", "bin", "app", "$T/debug/deps/app", {"$T/debug/app"}});
  EXPECT_EQ(refusal(), "split-debuginfo = \"unpacked\" is not supported (in `app v1.0.0 (/w/app)`)");

  build = {};
  build.rustc("core",
              "--crate-name core /rust/lib/rustlib/src/rust/library/core/src/lib.rs --crate-type lib" + kPlaces);
  EXPECT_EQ(refusal(), "building the standard library (-Z build-std) is not supported");
}

TEST_F(CrateGraphBuilderTest, RefusesALogThatIsNotWhole) {
  build.rustc("app", "--crate-name app --crate-type bin" + kPlaces + " --extern util=$T/debug/deps/libutil-1.rlib");
  EXPECT_NE(refusal().find("no recorded unit makes `/b/ferrule/recording/cargo/target/debug/deps/libutil-1.rlib`"),
            std::string::npos);

  build = {};
  build.build_script("zlib", "$T/debug/build/zlib-1/build-script-build", kOut);
  EXPECT_NE(refusal().find("that it had not compiled"), std::string::npos);

  build = {};
  build.rustc("zlib", "--crate-name zlib --crate-type lib" + kPlaces, {{"FERRULE_PROBE", kOut}});
  EXPECT_NE(refusal().find("the recording lacks the unit of"), std::string::npos);

  build = {};
  tests.test("app", "$T/debug/deps/app-5");
  EXPECT_NE(refusal().find("a test that it had not compiled"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
