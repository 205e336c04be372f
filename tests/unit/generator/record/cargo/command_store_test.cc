#include "record/cargo/command_store.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/fake_disk.h"
#include "support/recorded_log.h"
#include "support/show.h"

namespace ferrule {
namespace {

/// A package with a library and a build script, as Cargo shows it when nothing is fresh.
RecordedLog with_commands() {
  RecordedLog log;
  log.compiled_script("a",
                      "--crate-name build_script_build build.rs --crate-type bin -C extra-filename=-1 "
                      "--out-dir $T/debug/build/a-1")
      .build_script("a", "$T/debug/build/a-1/build-script-build", "$T/debug/build/a-2/out")
      .rustc("a", "--crate-name a src/lib.rs --crate-type lib -C extra-filename=-3 --out-dir $T/debug/deps");
  return log;
}

RecordedLog& add_artifacts(RecordedLog& log) {
  return log
      .artifact({"a",
                 "custom-build",
                 "build-script-build",
                 "$T/debug/build/a-1/build-script-build",
                 {"$T/debug/build/a-1/build-script-build"}})
      .artifact({"a", "lib", "a", "$T/debug/deps/a-3", {"$T/debug/liba.rlib", "$T/debug/deps/liba-3.rmeta"}});
}

class CommandStoreTest : public testing::Test {
 protected:
  static CargoRun run_of(const std::string& commands, const std::vector<RecordedArtifact>& artifacts = {},
                         std::vector<std::string> script_runs = {}) {
    const std::string log = commands + format_artifacts(artifacts);
    Result<RecordedRun> recorded = parse_log(log, "log");
    EXPECT_TRUE(recorded) << recorded.error().message;
    return {*recorded, log, "", std::move(script_runs)};
  }
  static CargoRun run_of(const RecordedLog& log) {
    std::string out_dir = std::string(kRecordingTarget) + "/debug/build/a-2/out";
    return run_of(log.commands(), log.artifacts(), {out_dir});
  }
  bool complete(CargoRun& run) {
    Result<bool> whole = CommandStore(disk, "/b/ferrule/recording/cargo").complete(run);
    EXPECT_TRUE(whole) << whole.error().message;
    return whole && *whole;
  }
  /// The commands in the log, sorted: what each made.
  static std::vector<std::string> made(const CargoRun& run) {
    Result<RecordedRun> read = parse_log(run.log, "log");
    EXPECT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->commands.size(), run.recorded.commands.size()) << "the text and what it says differ";
    std::vector<std::string> all;
    for (const RecordedCommand& command : read->commands)
      all.push_back(command.arguments.size() > 2 ? command.arguments[2] : "run");
    std::sort(all.begin(), all.end());
    return all;
  }

  FakeDisk disk;
};

TEST_F(CommandStoreTest, ALogInWhichNothingIsFreshStaysAsItIs) {
  RecordedLog log = with_commands();
  CargoRun run = run_of(add_artifacts(log));
  const std::string before = run.log;
  EXPECT_TRUE(complete(run));
  EXPECT_EQ(run.log, before);
}

TEST_F(CommandStoreTest, AddsTheCommandsOfWhatIsFresh) {
  RecordedLog log = with_commands(), later;
  CargoRun first = run_of(add_artifacts(log));
  EXPECT_TRUE(complete(first));
  later.rustc("b", "--crate-name b src/lib.rs --crate-type lib -C extra-filename=-4 --out-dir $T/debug/deps");
  CargoRun second = run_of(add_artifacts(later));
  EXPECT_TRUE(complete(second));
  EXPECT_EQ(show(made(second)), "a b build_script_build run");
}

TEST_F(CommandStoreTest, AddsNothingThatCargoDoesNotName) {
  RecordedLog log = with_commands(), other;
  CargoRun first = run_of(add_artifacts(log));
  EXPECT_TRUE(complete(first));
  other.rustc("b", "--crate-name b src/lib.rs --crate-type lib -C extra-filename=-4 --out-dir $T/debug/deps");
  CargoRun second = run_of(other.commands());
  EXPECT_TRUE(complete(second));
  EXPECT_EQ(show(made(second)), "b");
}

TEST_F(CommandStoreTest, TheLastCommandOfAUnitCounts) {
  RecordedLog old, changed, fresh;
  old.rustc("a", "--crate-name a src/lib.rs --crate-type lib -C extra-filename=-3 --out-dir $T/debug/deps");
  changed.rustc("a", "--crate-name a src/lib.rs --crate-type lib -C extra-filename=-3 --out-dir $T/debug/deps -O");
  fresh.artifact({"a", "lib", "a", "$T/debug/deps/a-3", {"$T/debug/deps/liba-3.rmeta"}});
  for (const RecordedLog* log : {&old, &changed}) {
    CargoRun run = run_of(log->commands());
    EXPECT_TRUE(complete(run));
  }
  CargoRun run = run_of("", fresh.artifacts());
  EXPECT_TRUE(complete(run));
  EXPECT_NE(run.log.find("arg -O"), std::string::npos) << run.log;
}

TEST_F(CommandStoreTest, SaysWhereACommandIsMissing) {
  RecordedLog log;
  CargoRun run = run_of(add_artifacts(log));
  EXPECT_FALSE(complete(run));
}

}  // namespace
}  // namespace ferrule
