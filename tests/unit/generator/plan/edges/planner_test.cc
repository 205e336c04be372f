#include "plan/edges/planner.h"

#include <gtest/gtest.h>

#include "generator/plan/plan_test.h"

namespace ferrule {
namespace {

class PlannerTest : public PlanTest {};

// --- Libraries -----------------------------------------------------------------

TEST_F(PlannerTest, SplitsALibraryAndNeverWaitsForADependencysCodegen) {
  UnitIndex util = units.library("util");
  units.library("app", {util});
  EXPECT_EQ(lines(), (Lines{
                         "rust_metadata: -> meta/libutil-1_meta.rlib",
                         "rust_metadata: meta/libutil-1_meta.rlib -> meta/libapp-2_meta.rlib",
                         "rust_codegen: meta/libutil-1_meta.rlib -> rlib/libapp-2.rlib",
                         "rust_codegen: -> rlib/libutil-1.rlib",
                     }));
}

TEST_F(PlannerTest, FusesTheLibraryOfANamedPackage) {
  UnitIndex util = units.library("util");
  units.library("app", {util});
  options.fused = {"util"};
  EXPECT_EQ(lines(), (Lines{
                         "rust_lib: -> rlib/libutil-1.rlib meta/libutil-1_meta.rlib",
                         "rust_metadata: meta/libutil-1_meta.rlib -> meta/libapp-2_meta.rlib",
                         "rust_codegen: meta/libutil-1_meta.rlib -> rlib/libapp-2.rlib",
                     }));
}

TEST_F(PlannerTest, FusesEveryLibraryWithoutPipelining) {
  UnitIndex util = units.library("util");
  units.library("app", {util});
  options.pipelining = Pipelining::off;
  EXPECT_EQ(lines(), (Lines{
                         "rust_lib: -> rlib/libutil-1.rlib meta/libutil-1_meta.rlib",
                         "rust_lib: meta/libutil-1_meta.rlib -> rlib/libapp-2.rlib meta/libapp-2_meta.rlib",
                     }));
}

TEST_F(PlannerTest, UnderAutoSplitsTheChosenUnits) {
  UnitIndex util = units.library("util");
  units.library("app", {util});
  options.pipelining = Pipelining::automatic;
  options.split = {"util-1"};
  EXPECT_EQ(lines(), (Lines{
                         "rust_metadata: -> meta/libutil-1_meta.rlib",
                         "rust_lib: meta/libutil-1_meta.rlib -> rlib/libapp-2.rlib meta/libapp-2_meta.rlib",
                         "rust_codegen: -> rlib/libutil-1.rlib",
                     }));
  options.fused = {"util"};
  EXPECT_EQ(lines().front(), "rust_lib: -> rlib/libutil-1.rlib meta/libutil-1_meta.rlib");
}

TEST_F(PlannerTest, GivesEachEdgeItsTime) {
  units.library("util");
  options.times["util-1"] = {50, 20, 40};
  EXPECT_EQ(edge("util-1.rust_metadata").time, 20);
  EXPECT_EQ(edge("util-1.rust_codegen").time, 40);
  options.pipelining = Pipelining::off;
  EXPECT_EQ(edge("util-1.rust_lib").time, 50);
}

TEST_F(PlannerTest, ALibrarysTwoEdgesKnowEachOther) {
  units.library("util");
  const Action metadata = edge("util-1.rust_metadata").action, codegen = edge("util-1.rust_codegen").action;
  EXPECT_EQ(metadata.outputs, (std::vector<ProducedFile>{{"libutil-1.rlib", "meta/libutil-1_meta.rlib"}}));
  EXPECT_EQ(metadata.counterpart, "rlib/libutil-1.rlib");
  EXPECT_EQ(codegen.outputs, (std::vector<ProducedFile>{{"libutil-1.rlib", "rlib/libutil-1.rlib"}}));
  EXPECT_EQ(codegen.counterpart, "meta/libutil-1_meta.rlib");
}

TEST_F(PlannerTest, AMetadataFileIsMadeByBothEdgesAndComparedByThem) {
  units[units.library("util")].has_metadata_file = true;
  const Action metadata = edge("util-1.rust_metadata").action, codegen = edge("util-1.rust_codegen").action;
  EXPECT_EQ(metadata.outputs,
            (std::vector<ProducedFile>{{"libutil-1.rmeta", "meta/libutil-1_meta.rlib", /*is_archived=*/true}}));
  EXPECT_EQ(metadata.counterpart, "rlib/libutil-1.rmeta");
  EXPECT_EQ(codegen.outputs, (std::vector<ProducedFile>{{"libutil-1.rlib", "rlib/libutil-1.rlib"},
                                                        {"libutil-1.rmeta", "rlib/libutil-1.rmeta"}}));
  EXPECT_EQ(codegen.counterpart, "meta/libutil-1_meta.rlib");
}

TEST_F(PlannerTest, WhatLinksIsGivenALibrarysMetadataFileToo) {
  UnitIndex util = units.library("util"), shared = units.crate("shared", {"dylib"}, {util});
  units[util].has_metadata_file = units[shared].has_metadata_file = true;
  units.library("middle", {util, shared});
  units.binary("app", {util, shared});
  EXPECT_NE(command("app-4.rust_bin")
                .find("--extern util=/b/rlib/libutil-1.rlib --extern util=/b/rlib/libutil-1.rmeta "
                      "--extern shared=/b/lib/libshared.so --extern shared=/b/lib/libshared"),
            std::string::npos)
      << command("app-4.rust_bin");
  EXPECT_EQ(command("middle-3.rust_metadata").find("libutil-1.rmeta"), std::string::npos);
  EXPECT_NE(command("middle-3.rust_metadata").find("/b/lib/libshared-2.rmeta"), std::string::npos);
  EXPECT_EQ(alias("link/util-1"), "rlib/libutil-1.rlib rlib/libutil-1.rmeta");
}

TEST_F(PlannerTest, WhatHasNoHashInItsNameIsToldApartByItsMetadata) {
  for (const char* hash : {"aa", "bb"}) {
    Unit& engine = units[units.crate("engine", {"cdylib", "rlib"})];
    engine.extra_filename.clear();
    engine.uplifted.clear();
    engine.hash = hash;
    engine.id = engine.unique_stem();
  }
  EXPECT_EQ(edge("engine-aa.rust_cdylib").outputs,
            (Lines{"rlib/libengine-aa.rlib", "deps/libengine.so", "meta/libengine-aa_meta.rlib"}));
  EXPECT_EQ(edge("engine-bb.rust_cdylib").outputs,
            (Lines{"rlib/libengine-bb.rlib", "deps/engine-bb/libengine.so", "meta/libengine-bb_meta.rlib"}));
}

TEST_F(PlannerTest, AFusedLibraryMakesItsHollowArchiveItself) {
  units.library("util");
  options.fused = {"util"};
  const Action action = edge("util-1.rust_lib").action;
  EXPECT_EQ(action.outputs,
            (std::vector<ProducedFile>{{"libutil-1.rlib", "rlib/libutil-1.rlib"},
                                       {"libutil-1.rlib", "meta/libutil-1_meta.rlib", /*is_archived=*/true}}));
  EXPECT_EQ(action.counterpart, "");
}

// --- Links ---------------------------------------------------------------------

TEST_F(PlannerTest, CompilesAgainstMetadataWhatHasALinkEdge) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.binary("app", {util});
  units[app].command.emplace_back("--emit=dep-info,link");
  options.split = {"app-2"};
  options.times["app-2"] = {50, 40, 10};
  EXPECT_EQ(lines(), (Lines{
                         "rust_metadata: -> meta/libutil-1_meta.rlib",
                         "rust_unlinked: meta/libutil-1_meta.rlib -> unlinked/app-2.a",
                         "rust_codegen: -> rlib/libutil-1.rlib",
                         "rust_bin: link/util-1 unlinked/app-2.a -> bin/app",
                     }));
  EXPECT_EQ(edge("app-2.rust_unlinked").time, 40);
  EXPECT_EQ(edge("app-2.rust_bin").time, 10);
  EXPECT_EQ(edge("app-2.rust_bin").action.unlinked, "unlinked/app-2.a");
  EXPECT_EQ(edge("app-2.rust_unlinked").action.unlinked, "");
  units[app].package.is_path = true;
  EXPECT_EQ(edge("app-2.rust_check").action.unlinked, "");
}

TEST_F(PlannerTest, SplitsNoLinkBesideARustDynamicLibrary) {
  UnitIndex app = units.binary("app", {units.crate("shared", {"dylib"})});
  units[app].command.emplace_back("--emit=dep-info,link");
  options.split = {units[app].id};
  for (const std::string& line : lines()) EXPECT_FALSE(line.starts_with("rust_unlinked")) << line;
}

// --- Check edges ---------------------------------------------------------------

TEST_F(PlannerTest, ChecksPathPackagesAndTheLibrariesBelowThem) {
  UnitIndex syn = units.library("syn"), derive = units.proc_macro("derive", {syn});
  UnitIndex util = units.library("util", {derive});
  UnitIndex app = units.binary("app", {util});
  options.fused = {"syn", "util"};
  units[app].package.is_path = true;
  Lines checks;
  for (const std::string& line : lines())
    if (line.starts_with("rust_check")) checks.push_back(line);
  EXPECT_EQ(checks, (Lines{
                        "rust_check: proc_macro/libderive-2.so -> check/libutil-3.rmeta",
                        "rust_check: check/libutil-3.rmeta -> check/libapp-4.rmeta",
                    }));
}

TEST_F(PlannerTest, LintsPathPackagesWhereTheToolchainHasClippy) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.binary("app", {util});
  units[app].package.is_path = true;
  units[app].command.insert(units[app].command.begin(), {"/bin/wrapper", "/rust/bin/rustc", "--crate-name"});
  for (const std::string& line : lines()) EXPECT_FALSE(line.starts_with("rust_clippy")) << line;
  options.compiler.clippy = "/rust/bin/clippy-driver";
  Lines lints;
  for (const std::string& line : lines())
    if (line.starts_with("rust_clippy")) lints.push_back(line);
  EXPECT_EQ(lints, (Lines{"rust_clippy: check/libutil-1.rmeta -> clippy/libapp-2.rmeta"}));
  const Edge lint = edge("app-2.rust_clippy");
  EXPECT_EQ(std::vector(lint.action.command.begin(), lint.action.command.begin() + 4),
            (std::vector<Argument>{"/bin/wrapper", "/rust/bin/clippy-driver", "/rust/bin/rustc", "--crate-name"}));
  EXPECT_EQ(lint.tools.front(), "/rust/bin/clippy-driver");
}

TEST_F(PlannerTest, ACheckEdgeSeesCheckMetadataOnly) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.binary("app", {util});
  units[app].package.is_path = true;
  units[app].command.emplace_back("--emit=dep-info,link");
  EXPECT_EQ(command("app-2.rust_check"),
            "/rust/bin/rustc --crate-name=app -Cextra-filename=-2 --out-dir {temporary} "
            "-L dependency=/b/check -L dependency=/b/proc_macro --extern util=/b/check/libutil-1.rmeta "
            "--crate-type=bin --emit=dep-info,metadata");
  EXPECT_EQ(edge("app-2.rust_check").action.bootstrap, Bootstrap::forbidden);
}

TEST_F(PlannerTest, WhatOnlyTestsUseIsNotChecked) {
  UnitIndex test = units.test("t");
  units[test].package.is_path = true;
  units[test].in_build = false;
  for (const std::string& line : lines()) EXPECT_FALSE(line.starts_with("rust_check")) << line;
}

// --- Commands -------------------------------------------------------------------

TEST_F(PlannerTest, KeepsCargosCommandAndFillsInItsPlaces) {
  UnitIndex util = units.library("util");
  units.library("app", {util});
  EXPECT_EQ(command("app-2.rust_metadata"),
            "/rust/bin/rustc --crate-name=app -Cextra-filename=-2 --out-dir {temporary} "
            "-L dependency=/b/meta -L dependency=/b/proc_macro --extern util=/b/meta/libutil-1_meta.rlib "
            "--crate-type=lib -Zallow-features= -Zthreads=1 -Zno-codegen");
}

TEST_F(PlannerTest, WhatLinksSeesFullLibraries) {
  UnitIndex util = units.library("util");
  units.binary("my-app", {util});
  EXPECT_EQ(command("my_app-2.rust_bin"),
            "/rust/bin/rustc --crate-name=my_app -Cextra-filename=-2 --out-dir {temporary} "
            "-L dependency=/b/rlib -L dependency=/b/proc_macro --extern util=/b/rlib/libutil-1.rlib "
            "--crate-type=bin");
}

TEST_F(PlannerTest, KeepsTheOptionsOfAnExtern) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.library("app");
  units[app].command.emplace_back(ExternCrate{"priv:other", util, "rlib"});
  EXPECT_NE(command("app-2.rust_codegen").find("--extern priv:other=/b/meta/libutil-1_meta.rlib"), std::string::npos);
}

TEST_F(PlannerTest, GivesEachEdgeAnIncrementalDirectoryOfItsOwn) {
  UnitIndex util = units.library("util");
  units[util].command.emplace_back(IncrementalDirectory{});
  for (const char* id : {"util-1.rust_metadata", "util-1.rust_codegen"})
    EXPECT_NE(command(id).find(std::string("-C incremental=/b/incremental/") + id), std::string::npos);
}

TEST_F(PlannerTest, AsksForCargosManglingWhereBootstrapChangesIt) {
  UnitIndex util = units.library("util");
  units.binary("app", {util});
  options.compiler.mangling = "legacy";
  const std::string flags = "-Zunstable-options -Csymbol-mangling-version=legacy";
  EXPECT_NE(command("util-1.rust_codegen").find(flags), std::string::npos);
  EXPECT_EQ(command("app-2.rust_bin").find("mangling"), std::string::npos);

  units[util].command.emplace_back("-Csymbol-mangling-version=v0");  // the user's choice
  EXPECT_EQ(command("util-1.rust_codegen").find("legacy"), std::string::npos);
}

TEST_F(PlannerTest, LeavesUnstableFeaturesToNightly) {
  UnitIndex util = units.library("util");
  EXPECT_NE(command("util-1.rust_codegen").find("-Zallow-features="), std::string::npos);
  options.compiler.is_nightly = true;
  EXPECT_EQ(command("util-1.rust_codegen").find("-Zallow-features="), std::string::npos);
  options.compiler.is_nightly = false;
  units[util].command.emplace_back("-Zallow-features=asm");
  EXPECT_EQ(command("util-1.rust_codegen").find("-Zallow-features= "), std::string::npos);
}

TEST_F(PlannerTest, RespectsTheUsersOwnBootstrap) {
  UnitIndex util = units.library("util");
  options.users_bootstrap = true;
  EXPECT_EQ(edge("util-1.rust_metadata").action.bootstrap, Bootstrap::users);
  EXPECT_EQ(command("util-1.rust_metadata").find("-Zallow-features"), std::string::npos);
  EXPECT_EQ(show(edge("util-1.rust_metadata").action.environment).find("RUSTC_BOOTSTRAP"), std::string::npos);

  options.users_bootstrap = false;
  units[util].environment.push_back({"RUSTC_BOOTSTRAP", "util"});  // from `[env]`
  EXPECT_EQ(edge("util-1.rust_metadata").action.bootstrap, Bootstrap::users);
  EXPECT_EQ(show(edge("util-1.rust_metadata").action.environment), "CARGO_PKG_NAME=util RUSTC_BOOTSTRAP=util");
}

TEST_F(PlannerTest, EveryCompileNamesItsDepInfoItsDepfileAndTheCompiler) {
  units.binary("my-app");
  const Edge app = edge("my_app-1.rust_bin");
  EXPECT_EQ(app.action.dep_info, "my_app-1.d");
  EXPECT_EQ(app.action.depfile, "ferrule/depfiles/my_app-1.rust_bin.d");
  EXPECT_EQ(app.tools, Lines{"/rust/bin/rustc"});
}

TEST_F(PlannerTest, SourcesOfPackagesFromElsewhereStayAsTheyAre) {
  UnitIndex app = units.library("app"), registry = units.library("registry");
  units[app].package.is_path = true;
  units[registry].package.root = "/registry/registry-1.0.0";
  EXPECT_EQ(edge("app-1.rust_metadata").action.fixed_sources, "");
  EXPECT_EQ(edge("registry-2.rust_metadata").action.fixed_sources, "/registry/registry-1.0.0");
}

/// What Cargo says of a library in a workspace at /ws, and of one from a registry below it.
TEST_F(PlannerTest, ACompileForOtherMachinesNamesNothingButTheBuildDirectory) {
  UnitIndex util = units.library("util"), app = units.library("app", {util});
  units[util].package.root = "/registry/util-1.0.0";
  units[util].package.id = "registry+util@1.0.0";
  units[app].package.root = "/ws/app";
  units[app].package.is_path = true;
  for (UnitIndex unit : {util, app}) {
    const std::string root = units[unit].package.root;
    units[unit].directory = unit == app ? "/ws" : root;
    units[unit].source = unit == app ? "app/src/lib.rs" : root + "/src/lib.rs";
    units[unit].command.emplace_back(units[unit].source);
    units[unit].command.emplace_back(IncrementalDirectory{});
    units[unit].environment = {{"CARGO_MANIFEST_DIR", root}, {"OUT_DIR", "/ws/b/debug/out"}};
  }
  options.build_directory = "/ws/b";
  options.sources = SourceLinks(units.graph(), "/ws");

  const Edge from_workspace = edge("app-2.rust_metadata");
  EXPECT_EQ(show(from_workspace.action.command),
            "/rust/bin/rustc --crate-name=app -Cextra-filename=-2 --out-dir {temporary} "
            "-L dependency=/ws/b/meta -L dependency=/ws/b/proc_macro --extern util=/ws/b/meta/libutil-1_meta.rlib "
            "--crate-type=lib /ws/b/ferrule/sources/workspace/app/src/lib.rs -Zallow-features= -Zthreads=1 "
            "-Zno-codegen --remap-path-prefix=/ws/b=. --remap-path-prefix=/ws/b/ferrule/sources/workspace=");
  EXPECT_EQ(show(from_workspace.action.environment),
            "CARGO_MANIFEST_DIR=/ws/b/ferrule/sources/workspace/app OUT_DIR=/ws/b/debug/out RUSTC_BOOTSTRAP=1");
  EXPECT_EQ(from_workspace.action.directory, "/ws/b");
  EXPECT_EQ(from_workspace.action.environment_file, "ferrule/portable-environment");
  EXPECT_EQ(from_workspace.sources, "ferrule/sources/workspace/app");

  const Edge from_registry = edge("util-1.rust_codegen");
  EXPECT_EQ(show(from_registry.action.command),
            "/rust/bin/rustc --crate-name=util -Cextra-filename=-1 --out-dir {temporary} "
            "-L dependency=/ws/b/meta -L dependency=/ws/b/proc_macro --crate-type=lib "
            "/ws/b/ferrule/sources/util-1.0.0/src/lib.rs -Zallow-features= -Zthreads=1 "
            "--remap-path-prefix=/ws/b=. --remap-path-prefix=/ws/b/ferrule/sources/util-1.0.0=util-1.0.0");
  EXPECT_EQ(from_registry.action.fixed_sources, "/ws/b/ferrule/sources/util-1.0.0");
  EXPECT_EQ(from_registry.sources, "ferrule/sources/util-1.0.0");
}

TEST_F(PlannerTest, ATestIsCompiledWhereItRuns) {
  UnitIndex run = units.test("run");
  units[run].command.emplace_back("--emit=dep-info,link");
  options.split = {"run-1"};
  const Edge before = edge("run-1.rust_unlinked");
  options.sources = SourceLinks(units.graph(), "/ws");
  EXPECT_EQ(write_action(edge("run-1.rust_unlinked").action, "/b"), write_action(before.action, "/b"));
}

TEST_F(PlannerTest, WhatIsLinkedStaysAsCargoCompilesIt) {
  UnitIndex app = units.binary("app");
  units[app].package.root = units[app].directory = "/ws";
  const Edge before = edge("app-1.rust_bin");
  options.sources = SourceLinks(units.graph(), "/ws");
  const Edge after = edge("app-1.rust_bin");
  EXPECT_EQ(write_action(after.action, "/b"), write_action(before.action, "/b"));
  EXPECT_EQ(after.sources, "");
}

TEST_F(PlannerTest, DescribesAnEdgeByPackageAndByTargetWhereThatDiffers) {
  UnitIndex other = units.binary("other");
  units[other].package.name = "tools";
  units.binary("app");
  EXPECT_EQ(edge("other-1.rust_bin").description, "tools v1.0.0 other");
  EXPECT_EQ(edge("app-2.rust_bin").description, "app v1.0.0");
}

// --- Other kinds of crate ---------------------------------------------------------

TEST_F(PlannerTest, AProcMacroIsLinkedAndItsUsersWaitForIt) {
  UnitIndex syn = units.library("syn");
  UnitIndex derive = units.proc_macro("derive", {syn});
  units.library("util", {derive});
  EXPECT_EQ(show(edge("derive-2.rust_proc_macro")), "rust_proc_macro: link/syn-1 -> proc_macro/libderive-2.so");
  EXPECT_EQ(show(edge("util-3.rust_metadata")),
            "rust_metadata: proc_macro/libderive-2.so -> meta/libutil-3_meta.rlib");
  EXPECT_EQ(alias("link/util-3"), "rlib/libutil-3.rlib");  // nothing of a proc macro is linked
}

TEST_F(PlannerTest, WhatIsLinkedWaitsForAllLibrariesBelow) {
  UnitIndex a = units.library("a");
  UnitIndex b = units.library("b", {a});
  units.binary("app", {b});
  EXPECT_EQ(show(edge("app-3.rust_bin")), "rust_bin: link/b-2 -> bin/app");
  EXPECT_EQ(alias("link/b-2"), "link/a-1 rlib/libb-2.rlib");
  EXPECT_EQ(alias("link/a-1"), "rlib/liba-1.rlib");
}

TEST_F(PlannerTest, WhatIsLinkedKnowsTheFilesBehindAliases) {
  UnitIndex a = units.library("a");
  UnitIndex b = units.library("b", {a});
  units.test_run(units.test("works", {b}));
  EXPECT_EQ(edge("works-3.rust_test").action.libraries, (Lines{"rlib/libb-2.rlib", "rlib/liba-1.rlib"}));
  EXPECT_EQ(edge("b-2.rust_codegen").action.libraries, Lines{});
  EXPECT_EQ(edge("works-3.rust_test_run").action.libraries, Lines{});
}

TEST_F(PlannerTest, LibrariesForOthersGoToLib) {
  UnitIndex util = units.library("util");
  units.crate("engine", {"cdylib"}, {util});
  units.crate("wire", {"staticlib"}, {util});
  units.crate("shared", {"dylib"}, {util});
  EXPECT_EQ(show(edge("engine-2.rust_cdylib")), "rust_cdylib: link/util-1 -> lib/libengine.so");
  EXPECT_EQ(show(edge("wire-3.rust_staticlib")), "rust_staticlib: link/util-1 -> lib/libwire.a");
  EXPECT_EQ(show(edge("shared-4.rust_dylib")), "rust_dylib: link/util-1 -> lib/libshared.so");
}

TEST_F(PlannerTest, ACrateOfSeveralTypesIsOneRunThatLinks) {
  UnitIndex util = units.library("util");
  UnitIndex both = units.crate("both", {"cdylib", "rlib"}, {util});
  units.library("user", {both});
  EXPECT_EQ(show(edge("both-2.rust_cdylib")),
            "rust_cdylib: link/util-1 -> rlib/libboth-2.rlib lib/libboth.so meta/libboth-2_meta.rlib");
  EXPECT_EQ(show(edge("user-3.rust_codegen")), "rust_codegen: meta/libboth-2_meta.rlib -> rlib/libuser-3.rlib");
  EXPECT_EQ(alias("link/both-2"), "link/util-1 rlib/libboth-2.rlib");
}

TEST_F(PlannerTest, UsersOfADylibFindItInLib) {
  UnitIndex shared = units.crate("shared", {"dylib"});
  units.library("user", {shared});
  units.binary("app", {shared});
  EXPECT_EQ(show(edge("user-2.rust_metadata")), "rust_metadata: lib/libshared.so -> meta/libuser-2_meta.rlib");
  EXPECT_EQ(show(edge("app-3.rust_bin")), "rust_bin: link/shared-1 -> bin/app");
  EXPECT_EQ(alias("link/shared-1"), "lib/libshared.so");
  EXPECT_NE(command("app-3.rust_bin").find("-L dependency=/b/lib --extern shared=/b/lib/libshared.so"),
            std::string::npos);
}

TEST_F(PlannerTest, PackedDebugInformationStandsBesideWhatIsLinked) {
  UnitIndex app = units.binary("app");
  UnitIndex util = units.library("util");
  for (UnitIndex unit : {app, util}) units[unit].command.emplace_back("-Csplit-debuginfo=packed");
  EXPECT_EQ(edge("app-1.rust_bin").outputs, (Lines{"bin/app", "bin/app.dwp"}));
  EXPECT_EQ(edge("app-1.rust_bin").action.outputs,
            (std::vector<ProducedFile>{{"app-1", "bin/app"}, {"app-1.dwp", "bin/app.dwp"}}));
  EXPECT_EQ(edge("util-2.rust_codegen").outputs, Lines{"rlib/libutil-2.rlib"});
}

// --- Build scripts ------------------------------------------------------------------

TEST_F(PlannerTest, ABuildScriptIsCompiledWhereItsRunExpectsIt) {
  UnitIndex cc = units.library("cc");
  units.build_script("zlib", {cc});
  EXPECT_EQ(show(edge("build_script_build-2.rust_build_script")),
            "rust_build_script: link/cc-1 -> debug/build/zlib-2/build-script-build");
  EXPECT_EQ(show(edge("zlib-2.build_script_run")),
            "build_script_run: debug/build/zlib-2/build-script-build "
            "-> debug/build/zlib-2-run/build-script.output");
  EXPECT_EQ(command("zlib-2.build_script_run"), "/b/debug/build/zlib-2/build-script-build");
  EXPECT_EQ(edge("zlib-2.build_script_run").action.out_dir, "/b/debug/build/zlib-2-run/out");
}

TEST_F(PlannerTest, APackagesCratesWaitForItsBuildScriptAndReadItsOutput) {
  UnitIndex run = units.build_script("zlib");
  units.use_script(units.library("zlib"), run);
  const Edge metadata = edge("zlib-3.rust_metadata");
  EXPECT_EQ(metadata.inputs, Lines{"debug/build/zlib-1-run/build-script.output"});
  EXPECT_EQ(metadata.action.script_environment, Lines{"debug/build/zlib-1-run/build-script.output"});
  EXPECT_NE(command("zlib-3.rust_codegen")
                .find("{link-search of debug/build/zlib-1-run/build-script.output} "
                      "{cfg of debug/build/zlib-1-run/build-script.output}"),
            std::string::npos);
}

TEST_F(PlannerTest, ABuildScriptSeesTheMetadataOfOthers) {
  UnitIndex zlib = units.build_script("zlib");
  UnitIndex png = units.build_script("png");
  units[png].script_metadata = {{"DEP_Z_", zlib}};
  const Edge run = edge("png-3.build_script_run");
  EXPECT_EQ(run.action.script_metadata,
            (std::vector<ScriptMetadata>{{"DEP_Z_", "debug/build/zlib-1-run/build-script.output"}}));
  EXPECT_EQ(run.inputs,
            (Lines{"debug/build/png-3/build-script-build", "debug/build/zlib-1-run/build-script.output"}));
}

TEST_F(PlannerTest, ARunKnowsWhetherItsPackageMayChange) {
  UnitIndex run = units.build_script("zlib");
  units[run].package.is_path = true;
  units[run].package.rust_version = "1.70";
  EXPECT_TRUE(edge("zlib-1.build_script_run").action.is_path_package);
  EXPECT_EQ(edge("zlib-1.build_script_run").action.rust_version, "1.70");
}

TEST_F(PlannerTest, AProgramThatLoadsNativeLibrariesWaitsForTheirScripts) {
  UnitIndex run = units.build_script("zlib");
  UnitIndex test = units.test("app");
  UnitIndex ran = units.test_run(test);
  units[ran].library_path = {run};
  EXPECT_EQ(edge("app-3.rust_test_run").action.library_path, Lines{"debug/build/zlib-1-run/build-script.output"});
  EXPECT_EQ(edge("app-3.rust_test_run").inputs, (Lines{"debug/build/zlib-1-run/build-script.output", "tests/app-3"}));
}

// --- Tests ------------------------------------------------------------------------------

TEST_F(PlannerTest, ATestIsAnExecutableWithARunOfItsOwn) {
  UnitIndex util = units.library("util");
  UnitIndex test = units.test("it-works", {util});
  UnitIndex run = units.test_run(test);
  units[run].command = {"--quiet"};
  EXPECT_EQ(show(edge("it_works-2.rust_test")), "rust_test: link/util-1 -> tests/it_works-2");
  EXPECT_EQ(show(edge("it_works-2.rust_test_run")),
            "rust_test_run: tests/it_works-2 -> ferrule/tested/it_works-2.rust_test_run");
  EXPECT_EQ(command("it_works-2.rust_test_run"), "/b/tests/it_works-2 --quiet");
  EXPECT_EQ(edge("it_works-2.rust_test_run").action.name_in_depfile(), "ferrule/tested/it_works-2.rust_test_run");
  EXPECT_EQ(edge("it_works-2.rust_test_run").action.depfile, "ferrule/depfiles/it_works-2.rust_test_run.d");
}

TEST_F(PlannerTest, ATestThatRunsAProgramIsToldWhereAndWaitsForIt) {
  UnitIndex app = units.binary("app");
  UnitIndex test = units.test("cli");
  units[test].used_programs = {{"CARGO_BIN_EXE_app", app}};
  units.test_run(test);
  EXPECT_EQ(show(edge("cli-2.rust_test").action.environment), "CARGO_PKG_NAME=cli CARGO_BIN_EXE_app=/b/bin/app");
  EXPECT_EQ(edge("cli-2.rust_test").inputs, Lines{});  // its path is known before it is there
  EXPECT_EQ(edge("cli-2.rust_test_run").inputs, (Lines{"bin/app", "tests/cli-2"}));
}

TEST_F(PlannerTest, ABenchmarkIsRunWhenNothingIsBuiltAnyMore) {
  units.bench_run(units.test("speed"));
  EXPECT_EQ(show(edge("speed-1.rust_bench_run")),
            "rust_bench_run: benches tests/speed-1 -> ferrule/tested/speed-1.rust_bench_run");
  EXPECT_EQ(command("speed-1.rust_bench_run"), "/b/tests/speed-1 --bench");
}

TEST_F(PlannerTest, DocTestsLinkTheLibrary) {
  UnitIndex util = units.library("util");
  units.doc_test(util);
  EXPECT_EQ(show(edge("util-1.rust_doc_test")), "rust_doc_test: link/util-1 -> ferrule/tested/util-1.rust_doc_test");
  EXPECT_EQ(command("util-1.rust_doc_test"),
            "/rust/bin/rustdoc --test -L dependency=/b/rlib -L dependency=/b/proc_macro "
            "--extern util=/b/rlib/libutil-1.rlib");
}

TEST_F(PlannerTest, PagesAreMadeWithCheckedLibrariesAndAfterTheirPages) {
  UnitIndex derive = units.proc_macro("derive");
  UnitIndex util = units.check("util", {derive});
  units.documentation("derive");
  units.documentation("util", {derive});
  units.documentation("app", {util, derive});
  EXPECT_EQ(show(edge("util-2.rust_check")), "rust_check: proc_macro/libderive-1.so -> check/libutil-2.rmeta");
  EXPECT_EQ(
      show(edge("app-5.rust_doc")),
      "rust_doc: check/libutil-2.rmeta proc_macro/libderive-1.so -> doc/app/index.html ferrule/documented/app-5");
  EXPECT_EQ(command("app-5.rust_doc"),
            "/rust/bin/rustdoc -o /b/doc -L dependency=/b/check -L dependency=/b/proc_macro "
            "--extern util=/b/check/libutil-2.rmeta --extern derive=/b/proc_macro/libderive-1.so");
  const Edge app = edge("app-5.rust_doc");
  EXPECT_EQ(app.order_only, (Lines{"doc/derive/index.html", "doc/util/index.html"}));
  EXPECT_EQ(app.action.linked_pages, app.order_only);
  EXPECT_EQ(app.tools, Lines{"/rust/bin/rustdoc"});
  EXPECT_EQ(app.action.watched_package, "/src/app");
  EXPECT_EQ(app.action.depfile, "ferrule/depfiles/app-5.rust_doc.d");
  EXPECT_EQ(app.action.target, "lib doc");
}

TEST_F(PlannerTest, NoFileOfAPackageFromARegistryIsWatchedForItsPages) {
  units[units.documentation("app")].package.is_path = false;
  EXPECT_EQ(edge("app-1.rust_doc").action.watched_package, "");
}

// --- Targets ----------------------------------------------------------------------------

TEST_F(PlannerTest, UnitsForATargetHaveDirectoriesOfTheirOwn) {
  UnitIndex derive = units.proc_macro("derive");
  UnitIndex util = units.library("util", {derive});
  UnitIndex app = units.binary("app", {util});
  for (UnitIndex unit : {util, app}) units.set_triple(unit, "aarch64-unknown-linux-musl");
  EXPECT_EQ(show(edge("util-2.rust_metadata")),
            "rust_metadata: proc_macro/libderive-1.so -> meta/aarch64-unknown-linux-musl/libutil-2_meta.rlib");
  EXPECT_EQ(show(edge("app-3.rust_bin")), "rust_bin: link/util-2 -> bin/app");
  EXPECT_NE(command("app-3.rust_bin")
                .find("-L dependency=/b/rlib/aarch64-unknown-linux-musl "
                      "-L dependency=/b/proc_macro "
                      "--extern util=/b/rlib/aarch64-unknown-linux-musl/libutil-2.rlib"),
            std::string::npos);
}

TEST_F(PlannerTest, WithSeveralTargetsEachHasItsOwnExecutables) {
  units.set_triple(units.binary("app"), "aarch64-apple-darwin");
  units.set_triple(units.binary("app"), "/targets/mine.json");
  EXPECT_EQ(edge("app-1.rust_bin").outputs, Lines{"bin/aarch64-apple-darwin/app"});
  EXPECT_EQ(edge("app-2.rust_bin").outputs, Lines{"bin/mine.json/app"});
}

TEST_F(PlannerTest, ATargetFileIsReadLikeTheCompiler) {
  UnitIndex app = units.binary("app");
  units.set_triple(app, "/targets/mine.json");
  EXPECT_EQ(edge("app-1.rust_bin").tools, (Lines{"/rust/bin/rustc", "/targets/mine.json"}));
}

// --- In another build ---------------------------------------------------------------------

TEST_F(PlannerTest, WhatTheHostLinksIsCompiledToAnObjectAgainstMetadata) {
  options.host.linked_by = LinkedBy::host;
  UnitIndex util = units.library("util");
  UnitIndex app = units.binary("app", {util});
  units[app].command.insert(units[app].command.end(), {"--emit=dep-info,link", "-C", "lto=off", "-C", "strip=symbols",
                                                       IncrementalDirectory{}, "-C", "opt-level=3"});
  EXPECT_EQ(show(edge("app-2.rust_object")),
            "rust_object: meta/libutil-1_meta.rlib -> obj/app-2.o obj/app-2.roots.o");
  const std::string shown = command("app-2.rust_object");
  EXPECT_EQ(shown.substr(shown.find("--emit")), "--emit=dep-info,obj,link -C opt-level=3 -Ccodegen-units=1");
}

TEST_F(PlannerTest, WithLinkTimeOptimizationTheObjectHasAllCode) {
  options.host.linked_by = LinkedBy::host;
  UnitIndex util = units.library("util");
  for (const char* form : {"lto", "lto=thin"}) {
    UnitIndex app = units.binary(form, {util});
    units[app].command.insert(units[app].command.end(),
                              {"--emit=dep-info,link", "-C", form, "-C", "codegen-units=4"});
  }
  for (const char* object : {"lto-2.rust_object", "lto=thin-3.rust_object"}) {
    EXPECT_EQ(edge(object).inputs, Lines{"link/util-1"});
    const std::string shown = command(object);
    EXPECT_EQ(shown.substr(shown.find("--emit")),
              "--emit=dep-info,obj,link -C lto=fat -C codegen-units=4 -Ccodegen-units=1");
  }
}

TEST_F(PlannerTest, WhatACdylibExportsIsAFileForTheHost) {
  options.host.linked_by = LinkedBy::host;
  units.crate("plugin", {"cdylib"});
  EXPECT_EQ(show(edge("plugin-1.rust_object")),
            "rust_object: -> obj/plugin-1.o obj/plugin-1.roots.o obj/plugin-1.exports");
}

TEST_F(PlannerTest, ALibraryOfSeveralTypesIsALibraryInAnotherBuildToo) {
  options.host.linked_by = LinkedBy::host;
  UnitIndex both = units.crate("both", {"cdylib", "rlib"});
  units.crate("plugin", {"cdylib"}, {both});
  EXPECT_EQ(edge("both-1.rust_cdylib").outputs,
            (Lines{"rlib/libboth-1.rlib", "lib/libboth.so", "meta/libboth-1_meta.rlib"}));
  EXPECT_EQ(edge("plugin-2.rust_object").inputs, Lines{"meta/libboth-1_meta.rlib"});
}

TEST_F(PlannerTest, RustcLinksProgramsForTheHostInAnotherBuildToo) {
  options.host.linked_by = LinkedBy::host;
  options.host.rustc_links_programs = true;
  UnitIndex util = units.library("util");
  units.binary("app", {util});
  EXPECT_EQ(show(edge("app-2.rust_bin")), "rust_bin: link/util-1 -> bin/app");
}

TEST_F(PlannerTest, DepfilesOfAnotherBuildHoldAbsolutePaths) {
  options.host.directory = "/host";
  units.library("util");
  EXPECT_EQ(edge("util-1.rust_codegen").action.depfile, "/b/ferrule/depfiles/util-1.rust_codegen.d");
  EXPECT_EQ(edge("util-1.rust_codegen").action.depfile_target, "/b/rlib/libutil-1.rlib");
}

// --- The whole ----------------------------------------------------------------------------

TEST_F(PlannerTest, TheOrderOfTheRecordingDoesNotCount) {
  // Cargo runs what is ready in any order.
  const auto plan_of = [this](const std::vector<std::string>& names) {
    units = {};
    for (const std::string& name : names) {
      Unit& unit = units[units.library(name)];
      unit.extra_filename = "-0";
      unit.id = name + "-0";
    }
    return lines();
  };
  EXPECT_EQ(plan_of({"a", "b", "c"}), plan_of({"c", "a", "b"}));
}

TEST_F(PlannerTest, NothingGivesNothing) {
  EXPECT_TRUE(edges().edges.empty());
  EXPECT_EQ(edges().defaults, Lines{"all"});
}

}  // namespace
}  // namespace ferrule
