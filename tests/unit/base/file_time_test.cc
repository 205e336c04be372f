#include "base/file_time.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace ferrule {
namespace {

class FileTimeTest : public testing::Test {
 protected:
  FileTimeTest() : directory_(testing::TempDir() + "ferrule-times-XXXXXX") { mkdtemp(directory_.data()); }
  ~FileTimeTest() override { std::filesystem::remove_all(directory_); }

  std::string path(const std::string& name) const { return directory_ + "/" + name; }
  void write(const std::string& name) const { std::ofstream(path(name)) << "x"; }
  FileTime time_of(const std::string& name) const {
    struct stat status;
    return stat(path(name).c_str(), &status) == 0 ? written_at(status) : 0;
  }

 private:
  std::string directory_;
};

TEST_F(FileTimeTest, LiesBetweenWhatWasWrittenAndWhatWillBe) {
  for (int i = 0; i < 20; ++i) {
    write("before");
    Result<FileTime> time = time_between(path("deep/clock"));
    write("after");
    ASSERT_TRUE(time);
    EXPECT_LE(time_of("before"), *time);
    EXPECT_LT(*time, time_of("after"));
    EXPECT_FALSE(is_written_since(path("before"), *time));
    EXPECT_TRUE(is_written_since(path("after"), *time));
  }
}

TEST_F(FileTimeTest, AFileThatIsGoneHasChanged) { EXPECT_TRUE(is_written_since(path("gone"), 0)); }

/// Somebody has set it, and it would look changed for ever.
TEST_F(FileTimeTest, ATimeInTheFutureSaysNothing) {
  write("file");
  FileTime now = time_of("file");
  ASSERT_TRUE(set_file_time(path("file"), now + 3'600'000'000'000));
  EXPECT_FALSE(is_written_since(path("file"), now));
}

TEST_F(FileTimeTest, SetsATimeToTheNanosecond) {
  write("file");
  ASSERT_TRUE(set_file_time(path("file"), 1'500'000'000'000'000'123));
  EXPECT_EQ(time_of("file"), 1'500'000'000'000'000'123);
  EXPECT_FALSE(set_file_time(path("gone"), 1));
}

}  // namespace
}  // namespace ferrule
