#include "record/recording.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <set>
#include <utility>

#include "base/files.h"
#include "support/fake_cargo.h"
#include "support/show.h"

namespace ferrule {
namespace {

class RecordingTest : public testing::Test {
 protected:
  RecordingTest() {
    request.directory = "/w";
    request.build_directory = "/b";
    request.environment = cargo.environment;
    request.launcher = "/f/launcher";
    request.trusts_recording = true;
    request.show = [this](std::string_view line) { shown.emplace_back(line); };
  }

  Result<Recording> try_to_record() { return record(cargo.disk, cargo.processes, request); }

  Recording recorded() {
    Result<Recording> recording = try_to_record();
    EXPECT_TRUE(recording) << recording.error().message;
    return recording ? *recording : Recording{};
  }

  /// Whether Cargo is asked again after `change`. Before, it has been asked.
  bool asks_again_after(const std::function<void()>& change) {
    recorded();
    EXPECT_FALSE(recorded().is_new) << "it is asked again without any change";
    change();
    return recorded().is_new;
  }
  bool asks_again_after_writing(const std::string& path, const std::string& text) {
    return asks_again_after([&] { cargo.disk.put(path, text); });
  }

  static std::string ids(const Recording& recording) {
    std::vector<std::string> all;
    for (const Unit& unit : recording.built.graph.units) all.push_back(unit.id);
    return show(all);
  }

  FakeCargo cargo;
  RecordRequest request;
  std::vector<std::string> shown;
};

// --- A first recording -----------------------------------------------------------------

TEST_F(RecordingTest, AsksCargoForTheBuildAndForTheTests) {
  const Recording recording = recorded();
  EXPECT_TRUE(recording.is_new);
  EXPECT_EQ(ids(recording), "app-1 app-2 app-3 app-3");
  EXPECT_EQ(recording.outcome.tests_failure, "");
  EXPECT_EQ(recording.toolchain.rustc, "/rust/bin/rustc");
  EXPECT_EQ(cargo.times("build"), 1);
  EXPECT_EQ(cargo.times("test"), 1);
}

TEST_F(RecordingTest, LeavesNothingOfCargosRun) {
  recorded();
  EXPECT_EQ(cargo.disk.files("/b/ferrule/recording/cargo").size(), 0u);
}

TEST_F(RecordingTest, WithoutTestsItAsksForNone) {
  request.with_tests = false;
  EXPECT_EQ(ids(recorded()), "app-1 app-2");
  EXPECT_EQ(cargo.times("test"), 0);
}

TEST_F(RecordingTest, TestsThatCannotBePlannedAreNoFailure) {
  cargo.test_messages = "error: no matching package named `dev-only` found\n";
  EXPECT_EQ(recorded().outcome.tests_failure, "no matching package named `dev-only` found");
  EXPECT_EQ(ids(recorded()), "app-1 app-2");
  EXPECT_EQ(recorded().outcome.tests_failure, "no matching package named `dev-only` found") << "when nothing has changed";
  EXPECT_EQ(cargo.times("test"), 1);
}

TEST_F(RecordingTest, AsksForDocumentationWhereItIsWanted) {
  recorded();
  EXPECT_EQ(cargo.times("doc"), 0);
  request.documentation = {true, /*no_deps=*/true, /*private_items=*/true};
  request.cargo_arguments = {"--all-targets", "--test", "cli", "-p", "app", "--benches"};
  cargo.documentation_messages = "   Generated /b/ferrule/recording/cargo/target/doc/app/index.html\n";
  for (bool is_new : {true, false}) {
    const Recording recording = recorded();
    EXPECT_EQ(recording.is_new, is_new);
    EXPECT_EQ(ids(recording), "app-1 app-2 app-3 app-3 app-4");
    EXPECT_TRUE(recording.built.graph.has_documentation);
    EXPECT_EQ(recording.built.graph.units.back().page, "doc/app/index.html");
    EXPECT_EQ(recording.built.graph.units.back().page_rank, 0u);
  }
  EXPECT_EQ(cargo.times("doc -p app --no-deps --document-private-items --verbose --target-dir"), 1)
      << "it has no words for targets without documentation";
}

TEST_F(RecordingTest, OtherDocumentationIsAnotherRecording) {
  request.documentation.is_wanted = true;
  EXPECT_TRUE(asks_again_after([&] { request.documentation.no_deps = true; }));
  EXPECT_TRUE(asks_again_after([&] { request.documentation = {}; }));
}

TEST_F(RecordingTest, DocumentationThatCannotBePlannedIsNoFailure) {
  request.documentation.is_wanted = true;
  cargo.documentation_messages = "error: document output filename collision\n";
  for (int time = 0; time < 2; ++time)
    EXPECT_EQ(recorded().outcome.documentation_failure, "document output filename collision");
  EXPECT_EQ(cargo.times("doc"), 1);
  EXPECT_EQ(read_outcome(cargo.disk, "/b")->documentation_failure, "document output filename collision");
  cargo.documentation_messages = "";
  request.trusts_recording = false;
  EXPECT_EQ(recorded().outcome.documentation_failure, "");
  EXPECT_EQ(read_outcome(cargo.disk, "/b")->documentation_failure, "");
}

TEST_F(RecordingTest, ShowsCargosWarningsOnce) {
  cargo.build_messages = "    Updating crates.io index\nwarning: unused manifest key: x\n";
  cargo.test_messages = " Downloading dev-only v1.0.0\nwarning: unused manifest key: x\n";
  recorded();
  EXPECT_EQ(shown, (std::vector<std::string>{"    Updating crates.io index", "warning: unused manifest key: x",
                                             " Downloading dev-only v1.0.0"}));
}

// --- Is it still true? --------------------------------------------------------------------

TEST_F(RecordingTest, AsksNobodyAgainWhenNothingHasChanged) {
  const Recording first = recorded();
  const std::size_t requests = cargo.processes.requests().size();
  const Recording second = recorded();
  EXPECT_FALSE(second.is_new);
  EXPECT_EQ(cargo.processes.requests().size(), requests);
  EXPECT_EQ(ids(second), ids(first));
  EXPECT_EQ(second.toolchain.version, first.toolchain.version);
  EXPECT_EQ(second.toolchain.mangling, first.toolchain.mangling);
}

TEST_F(RecordingTest, AsksInAnyCaseWhereItDoesNotTrustWhatItHas) {
  const Recording first = recorded();
  request.trusts_recording = false;
  const Recording second = recorded();
  EXPECT_TRUE(second.is_new);
  EXPECT_EQ(ids(second), ids(first));
}

TEST_F(RecordingTest, ANewDateAloneIsNoChange) {
  EXPECT_FALSE(asks_again_after([&] {
    cargo.disk.tick();
    cargo.disk.put("/w/Cargo.toml", cargo.disk.text("/w/Cargo.toml"));
  }));
}

TEST_F(RecordingTest, AsksAgainWhenAManifestOrTheLockFileChanges) {
  EXPECT_TRUE(asks_again_after_writing("/w/Cargo.toml", "[workspace]\nmembers = ['app', 'lib']\n"));
  EXPECT_TRUE(asks_again_after_writing("/w/app/Cargo.toml", "[package]\nname = 'app'\nversion = '2.0.0'\n"));
  EXPECT_TRUE(asks_again_after_writing("/w/Cargo.lock", "# other\n"));
}

TEST_F(RecordingTest, AsksAgainWhenAManifestGoesAway) {
  EXPECT_TRUE(asks_again_after([&] { cargo.disk.drop("/w/app/Cargo.toml"); }));
}

TEST_F(RecordingTest, AsksAgainWhenAPathDependencyOutsideOfTheWorkspaceChanges) {
  cargo.build.artifact({"beside", "lib", "beside", "$T/debug/deps/beside-9", {"$T/debug/deps/libbeside-9.rlib"}});
  cargo.disk.put("/w/beside/Cargo.toml", "one");
  EXPECT_TRUE(asks_again_after_writing("/w/beside/Cargo.toml", "two"));
}

TEST_F(RecordingTest, AsksAgainWhenAPathDependencyOfTheTestsChanges) {
  cargo.tests.artifact({"helpers", "lib", "helpers", "$T/debug/deps/helpers-9", {"$T/debug/deps/libhelpers-9.rlib"}});
  cargo.disk.put("/w/helpers/Cargo.toml", "one");
  EXPECT_TRUE(asks_again_after_writing("/w/helpers/Cargo.toml", "two"));
}

TEST_F(RecordingTest, AsksAgainWhenATargetFileChanges) {
  cargo.disk.put("/w/mine.json", "one");
  cargo.build.rustc("bare",
                    "--crate-name bare src/lib.rs --crate-type lib -C extra-filename=-9 --out-dir "
                    "$T/mine/debug/deps --target /w/mine.json");
  EXPECT_TRUE(asks_again_after_writing("/w/mine.json", "two"));
}

TEST_F(RecordingTest, AsksAgainWhenAConfigurationAppearsOrChanges) {
  EXPECT_TRUE(asks_again_after_writing("/w/.cargo/config.toml", "[profile.dev]\nopt-level = 1\n"));
  EXPECT_TRUE(asks_again_after_writing("/w/.cargo/config.toml", "[profile.dev]\nopt-level = 2\n"));
  EXPECT_TRUE(asks_again_after([&] { cargo.disk.drop("/w/.cargo/config.toml"); }));
  EXPECT_TRUE(asks_again_after_writing("/home/me/.cargo/config.toml", "[net]\noffline = true\n"));
}

TEST_F(RecordingTest, AsksAgainWhenTheToolchainChanges) {
  EXPECT_TRUE(asks_again_after_writing("/w/rust-toolchain.toml", "[toolchain]\nchannel = 'beta'\n"));
  EXPECT_TRUE(asks_again_after_writing("/rust/bin/rustc", "another ELF"));
  EXPECT_TRUE(asks_again_after([&] {
    cargo.disk.tick();
    cargo.disk.put("/rust/bin/cargo", "ELF");  // replaced by one of the same size
  }));
}

TEST_F(RecordingTest, AsksAgainWhenTheRequestChanges) {
  EXPECT_TRUE(asks_again_after([&] { request.cargo_arguments = {"--release"}; }));
  EXPECT_TRUE(asks_again_after([&] { request.with_tests = false; }));
  EXPECT_TRUE(asks_again_after([&] { request.directory = "/w/app"; }));
}

TEST_F(RecordingTest, AsksAgainWhenAVariableThatCargoReadsChanges) {
  EXPECT_TRUE(asks_again_after([&] { request.environment.push_back("RUSTFLAGS=-Copt-level=1"); }));
  EXPECT_TRUE(asks_again_after([&] { request.environment.back() = "RUSTFLAGS=-Copt-level=2"; }));
  EXPECT_TRUE(asks_again_after([&] { request.environment.pop_back(); }));
  EXPECT_FALSE(asks_again_after([&] { request.environment.push_back("EDITOR=ed"); }));
}

TEST_F(RecordingTest, AsksAgainWhenADiscoveredFileAppears) {
  EXPECT_TRUE(asks_again_after_writing("/w/app/build.rs", "fn main() {}"));
  EXPECT_TRUE(asks_again_after_writing("/w/app/src/main.rs", "fn main() {}"));
  EXPECT_TRUE(asks_again_after_writing("/w/app/README.md", ""));
  EXPECT_FALSE(asks_again_after_writing("/w/app/src/other.rs", "")) << "ninja sees to sources";
}

TEST_F(RecordingTest, AsksAgainWhenADiscoveredFileVanishes) {
  for (const char* file : {"/w/app/build.rs", "/w/app/src/lib.rs"}) {
    cargo.disk.put(file, "");
    EXPECT_TRUE(asks_again_after([&] { cargo.disk.drop(file); })) << file;
  }
}

TEST_F(RecordingTest, AsksAgainWhenAWorkspaceAppearsAboveOneOfItsPackages) {
  EXPECT_TRUE(asks_again_after_writing("/Cargo.toml", "[workspace]\nmembers = ['w']\n"));
}

TEST_F(RecordingTest, AsksAgainForWhatManifestsLeadTo) {
  cargo.disk.put("/w/Cargo.toml",
                 "[workspace]\nmembers = ['app']\n[workspace.dependencies]\ninherited = { path = '../inherited' }\n"
                 "[patch.crates-io]\nserde = { path = 'patched' }\n");
  cargo.disk.put("/w/app/Cargo.toml",
                 "[package]\nname = 'app'\nworkspace = '../elsewhere'\n"
                 "[target.'cfg(windows)'.dev-dependencies]\nhelp = { path = '../help' }\n");
  cargo.disk.put("/w/help/Cargo.toml", "[build-dependencies.deeper]\npath = 'deeper'\n");
  for (const char* package : {"/w/help/deeper", "/inherited", "/w/patched", "/w/elsewhere", "/w/help"})
    EXPECT_TRUE(asks_again_after_writing(std::string(package) + "/Cargo.toml", "[package]\n")) << package;
}

TEST_F(RecordingTest, AsksAgainWhenATargetOrAMemberAppears) {
  std::string pattern = testing::TempDir() + "ferrule-recording-XXXXXX";
  const std::string real = mkdtemp(pattern.data());  // listings are of the real disk
  cargo.manifests = {real + "/Cargo.toml"};
  cargo.disk.put("/w/Cargo.toml", "[workspace]\nmembers = ['" + real + "/crates/*']\n");
  cargo.disk.put(real + "/Cargo.toml", "");
  const auto touch = [&](const std::string& file) {
    EXPECT_TRUE(make_directories(directory_of(real + "/" + file)));
    EXPECT_TRUE(write_file(real + "/" + file, ""));
  };
  for (const char* file :
       {"src/bin/tool.rs", "tests/cli.rs", "examples/demo/main.rs", "benches/b.rs", "crates/new/Cargo.toml"})
    EXPECT_TRUE(asks_again_after([&] { touch(file); })) << file;
  std::filesystem::remove_all(real);
}

TEST_F(RecordingTest, AsksAgainWhenWhatItKeptIsDamaged) {
  for (const char* file : {"inputs", "build.log", "test.log", "toolchain"}) {
    const std::string path = std::string("/b/ferrule/recording/") + file;
    EXPECT_TRUE(asks_again_after([&] { cargo.disk.drop(path); })) << file;
    EXPECT_TRUE(asks_again_after_writing(path, "cut o")) << file;
  }
}

// --- Several recordings in one session ----------------------------------------------------

class RecordingSessionTest : public RecordingTest {
 protected:
  RecordingSessionTest() {
    request.session = "one";
    request.with_tests = false;
    PackageTargets app;
    app.manifest_path = "/w/app/Cargo.toml";
    request.workspace = std::make_shared<const WorkspacePackages>(WorkspacePackages{"/w", {app}});
  }

  /// The next call's recording: Cargo runs nothing, and names the same units.
  std::string ids_where_all_is_fresh() {
    RecordedLog whole = std::exchange(cargo.build, {});
    for (const char* unit : {"app-1", "app-2"})
      cargo.build.artifact(
          {"app", "lib", "app", std::string("$T/debug/deps/") + unit, {"$T/debug/" + std::string(unit)}});
    request.recording_directory = "ferrule/recordings/next";
    std::string found = ids(recorded());
    cargo.build = std::move(whole);
    return found;
  }
};

TEST_F(RecordingSessionTest, WhatIsFreshComesFromEarlierCalls) {
  EXPECT_EQ(ids(recorded()), "app-1 app-2");
  EXPECT_EQ(ids_where_all_is_fresh(), "app-1 app-2");
  EXPECT_EQ(cargo.times("build"), 2);
  EXPECT_FALSE(recorded().is_new) << "without the scratch directory's help";
}

TEST_F(RecordingSessionTest, AnotherSessionBeginsAnew) {
  recorded();
  request.session = "two";
  EXPECT_EQ(ids_where_all_is_fresh(), "");
}

TEST_F(RecordingSessionTest, AManifestThatChangesInBetweenBeginsItAnew) {
  recorded();
  cargo.disk.put("/w/app/Cargo.toml", "[package]\nname = 'app'\nlicense = 'MIT'\n");
  EXPECT_EQ(ids_where_all_is_fresh(), "");
}

TEST_F(RecordingSessionTest, AVariableThatChangesInBetweenBeginsItAnew) {
  recorded();
  request.environment.push_back("OTHER=1");
  EXPECT_EQ(ids_where_all_is_fresh(), "");
}

TEST_F(RecordingSessionTest, AsksOnceMoreWhereACommandIsLost) {
  recorded();
  for (const auto& [path, text] : cargo.disk.files("/b/ferrule/cargo"))
    if (path.find("/commands/") != std::string::npos) cargo.disk.drop(path);
  ids_where_all_is_fresh();
  EXPECT_EQ(cargo.times("build"), 3);
}

TEST_F(RecordingSessionTest, TestsStandAlone) {
  recorded();
  request.subcommand = "test";
  request.recording_directory = "ferrule/recordings/tests";
  recorded();
  std::set<std::string> directories;
  for (const auto& [path, text] : cargo.disk.files("/b/ferrule/cargo"))
    if (path.ends_with("/state")) directories.insert(path);
  EXPECT_EQ(directories.size(), 2u);
}

TEST_F(RecordingSessionTest, AFailureLeavesNothingThatTheNextCallTakes) {
  recorded();
  cargo.build_messages = "error: no network\n";
  request.recording_directory = "ferrule/recordings/next";
  EXPECT_FALSE(try_to_record());
  EXPECT_TRUE(cargo.disk.files("/b/ferrule/cargo").empty());
}

// --- What goes wrong -----------------------------------------------------------------------

TEST_F(RecordingTest, AFailingCargoLeavesTheOldRecordingAsItWas) {
  recorded();
  const auto before = cargo.disk.files("/b");
  cargo.disk.put("/w/Cargo.toml", "broken");
  cargo.build_messages = "error: failed to parse manifest\n";
  Result<Recording> recording = try_to_record();
  ASSERT_FALSE(recording);
  EXPECT_EQ(recording.error().message, "failed to parse manifest");
  auto after = cargo.disk.files("/b");
  after.erase("/b/ferrule/recording/mangling.rs");
  auto expected = before;
  expected.erase("/b/ferrule/recording/mangling.rs");
  EXPECT_EQ(after, expected);
}

TEST_F(RecordingTest, AFailureIsNotRemembered) {
  cargo.build_messages = "error: no network\n";
  EXPECT_FALSE(try_to_record());
  cargo.build_messages.clear();
  EXPECT_TRUE(recorded().is_new);
}

/// Fails each change in turn. Whatever was half written must not be taken for a recording of the workspace, neither
/// as it is nor as it was before.
TEST_F(RecordingTest, ABrokenOffRecordingIsNeverTakenForAWholeOne) {
  const std::string old_manifest = cargo.disk.text("/w/Cargo.toml");
  const std::string old_ids = ids(recorded());
  const FakeDisk old_disk = cargo.disk;
  const RecordedLog old_build = cargo.build;
  RecordedLog new_build = cargo.build;
  new_build.rustc("app", "--crate-name extra --crate-type lib -C extra-filename=-4 --out-dir $T/debug/deps");

  int failures = 0;
  for (int n = 1;; ++n) {
    cargo.disk = old_disk;
    cargo.disk.put("/w/Cargo.toml", "changed");
    cargo.build = new_build;
    cargo.disk.fail_change(n, ENOSPC);
    Result<Recording> recording = try_to_record();
    if (!cargo.disk.has_failed()) break;
    ++failures;
    EXPECT_FALSE(recording) << "the failure of change " << n << " went unnoticed";
    const FakeDisk half_written = cargo.disk;
    EXPECT_NE(ids(recorded()).find("extra-4"), std::string::npos) << "after change " << n;

    cargo.disk = half_written;
    cargo.disk.put("/w/Cargo.toml", old_manifest);  // the user takes the edit back
    cargo.build = old_build;
    EXPECT_EQ(ids(recorded()), old_ids) << "after change " << n;
  }
  EXPECT_GT(failures, 5);
}

TEST_F(RecordingTest, BuildStdIsRefused) {
  cargo.disk.put("/w/.cargo/config.toml", "[unstable]\nbuild-std = ['std']\n");
  Result<Recording> recording = try_to_record();
  ASSERT_FALSE(recording);
  EXPECT_NE(recording.error().message.find("build-std"), std::string::npos);
  EXPECT_EQ(cargo.processes.requests().size(), 0u);
}

}  // namespace
}  // namespace ferrule
