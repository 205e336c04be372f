#include "emit/job_settings_file.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace ferrule {
namespace {

TEST(JobSettingsFileTest, IsThereOnlyWhereSomethingIsSaid) {
  FakeDisk disk;
  disk.put_directory("/b/ferrule");
  ASSERT_TRUE(write_job_settings_file(disk, "/b", {false, 3, {0, 50}}));
  EXPECT_EQ(disk.text("/b/ferrule/jobs"), "jobserver off\njobs 3\nmemory 50%\n");
  ASSERT_TRUE(write_job_settings_file(disk, "/b", {}));
  EXPECT_FALSE(disk.has("/b/ferrule/jobs"));
  ASSERT_TRUE(write_job_settings_file(disk, "/b", {}));
}

TEST(JobSettingsFileTest, AMemoryLimitLeavesTheRestAlone) {
  FakeDisk disk;
  ASSERT_TRUE(write_memory_limit_file(disk, "/b", {}));
  EXPECT_FALSE(disk.has("/b/ferrule/jobs"));
  disk.put("/b/ferrule/jobs", "jobserver off\n");
  ASSERT_TRUE(write_memory_limit_file(disk, "/b", {2048, 0}));
  EXPECT_EQ(disk.text("/b/ferrule/jobs"), "jobserver off\nmemory 2048M\n");
  ASSERT_TRUE(write_memory_limit_file(disk, "/b", {}));
  EXPECT_EQ(disk.text("/b/ferrule/jobs"), "jobserver off\n");
  disk.put("/b/ferrule/jobs", "colour red\n");
  Status refused = write_memory_limit_file(disk, "/b", {2048, 0});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "/b/ferrule/jobs");
}

}  // namespace
}  // namespace ferrule
