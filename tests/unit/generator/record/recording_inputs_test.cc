#include "record/recording_inputs.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <limits>

#include "support/fake_disk.h"

namespace ferrule {
namespace {

TEST(RecordingInputsTest, ComeBackAsTheyWereWritten) {
  RecordingInputs inputs;
  inputs.directory = "/my w";
  inputs.arguments = {"--features", "a b", "two\nlines"};
  inputs.variables = {{"RUSTFLAGS", "-Ca=b -Cc"}, {"CARGO_BUILD_TARGET", ""}};
  inputs.files = {"/my w/Cargo.toml", "/missing"};
  inputs.programs = {"/my rust/bin/rustc"};
  inputs.presences = {"/my w/build.rs", "/my w"};
  inputs.listings = {"/my w/src/bin"};
  inputs.members = {"/my w/./crates/*"};
  inputs.vendored = {"/my w/vendor"};
  inputs.results = {"/my b/build.log"};
  FakeDisk disk;
  disk.put("/my w/Cargo.toml", "[package]");
  const std::string text = write_inputs(disk, inputs);
  Result<RecordingInputs> back = parse_inputs(text, "inputs");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->directory, inputs.directory);
  EXPECT_EQ(back->arguments, inputs.arguments);
  EXPECT_EQ(back->variables, inputs.variables);
  EXPECT_EQ(back->files, inputs.files);
  EXPECT_EQ(back->programs, inputs.programs);
  EXPECT_EQ(back->presences, inputs.presences);
  EXPECT_EQ(back->members, inputs.members);
  EXPECT_EQ(back->vendored, inputs.vendored);
  EXPECT_EQ(back->listings, inputs.listings);
  EXPECT_EQ(back->results, inputs.results);
  EXPECT_EQ(write_inputs(disk, *back), text);
}

TEST(RecordingInputsTest, FilesCountByWhatTheyHoldProgramsByTheirDate) {
  FakeDisk disk;
  disk.put("/f", "text");
  disk.put("/p", "ELF");
  RecordingInputs file, program;
  file.files = {"/f"};
  program.programs = {"/p"};
  const std::string file_text = write_inputs(disk, file), program_text = write_inputs(disk, program);
  disk.tick();
  disk.put("/f", "text");
  disk.put("/p", "ELF");
  EXPECT_EQ(write_inputs(disk, file), file_text);
  EXPECT_NE(write_inputs(disk, program), program_text);
}

TEST(RecordingInputsTest, WhatChangesWhileCargoRunsIsNotWhatCargoHasSeen) {
  FakeDisk disk;
  disk.put("/w/Cargo.toml", "before");
  disk.put("/w/Cargo.lock", "");
  disk.tick();
  const std::int64_t since = *disk.changed_ns("/w/Cargo.toml") + 1;
  disk.put("/w/member/Cargo.toml", "after");
  disk.put("/w/Cargo.lock", "by Cargo itself");
  RecordingInputs inputs;
  inputs.files = {"/w/Cargo.toml", "/w/Cargo.lock", "/w/member/Cargo.toml"};
  const std::string later = write_inputs(disk, inputs);
  const std::string then = write_inputs(disk, inputs, since, "/w/Cargo.lock");
  EXPECT_NE(then.find("file changing /w/member/Cargo.toml"), std::string::npos) << then;
  EXPECT_EQ(later.substr(0, later.find("/w/member")).find("changing"), std::string::npos);
  EXPECT_NE(then, later) << "Cargo is asked again";
  inputs.files = {"/w/Cargo.toml", "/w/Cargo.lock"};
  EXPECT_EQ(write_inputs(disk, inputs, since, "/w/Cargo.lock"), write_inputs(disk, inputs));
}

TEST(RecordingInputsTest, APresenceCountsByWhatIsThere) {
  FakeDisk disk;
  RecordingInputs inputs;
  inputs.presences = {"/build.rs"};
  const std::string missing = write_inputs(disk, inputs);
  disk.put("/build.rs", "fn main() {}");
  const std::string file = write_inputs(disk, inputs);
  disk.put("/build.rs", "fn main() { /* more */ }");
  EXPECT_EQ(write_inputs(disk, inputs), file);
  disk.drop("/build.rs");
  disk.put_directory("/build.rs");
  EXPECT_NE(write_inputs(disk, inputs), file);
  EXPECT_NE(write_inputs(disk, inputs), missing);
  EXPECT_NE(missing, file);
}

/// Nobody knows whether Cargo has seen it as it was or as it is.
TEST(RecordingInputsTest, AFileThatChangesWhileCargoReadsItIsLookedAtAgain) {
  std::string path = testing::TempDir() + "ferrule-inputs-XXXXXX";
  close(mkstemp(path.data()));
  RecordingInputs inputs;
  inputs.files = {path};
  const std::string now = write_inputs(real_disk(), inputs);
  EXPECT_EQ(write_inputs(real_disk(), inputs, std::numeric_limits<std::int64_t>::max()), now);
  EXPECT_NE(write_inputs(real_disk(), inputs, 0), now);
  EXPECT_EQ(write_inputs(real_disk(), inputs, 0, path), now) << "Cargo's own";
  unlink(path.c_str());
}

TEST(RecordingInputsTest, AFileThatAppearsIsAnotherTextThanAnEmptyOneOrNone) {
  FakeDisk disk;
  RecordingInputs inputs;
  inputs.files = {"/f"};
  const std::string missing = write_inputs(disk, inputs);
  disk.put("/f", "");
  const std::string empty = write_inputs(disk, inputs);
  disk.put("/f", "-");
  const std::string dash = write_inputs(disk, inputs);
  EXPECT_NE(missing, empty);
  EXPECT_NE(missing, dash);
}

}  // namespace
}  // namespace ferrule
