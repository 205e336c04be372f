#include "record/recording_inputs.h"

#include <gtest/gtest.h>

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
  inputs.absent = {"/my w/build.rs"};
  inputs.listings = {"/my w/src/bin"};
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
  EXPECT_EQ(back->absent, inputs.absent);
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
