#include "formats/job_settings.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(JobSettingsTest, ComeBackAsTheyWereWritten) {
  EXPECT_EQ(write_job_settings({}), "");
  for (const JobSettings& one : {JobSettings(), JobSettings{false, 0}, JobSettings{true, 4},
                                 JobSettings{true, 0, {8192, 0}}, JobSettings{false, 2, {0, 75}}}) {
    Result<JobSettings> back = parse_job_settings(write_job_settings(one), "jobs");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, one);
  }
  EXPECT_TRUE(parse_job_settings("jobserver on\n", "jobs"));
}

TEST(JobSettingsTest, RefuseWhatTheyDoNotKnow) {
  for (const char* text :
       {"jobs 0\n", "jobs many\n", "jobserver maybe\n", "memory 0\n", "memory much\n", "colour red\n"})
    EXPECT_FALSE(parse_job_settings(text, "jobs")) << text;
}

TEST(MemoryLimitTest, IsReadAsUsersWriteIt) {
  for (const char* text : {"8G", "8g", "8GB", "8GiB", "8192M", "8388608K", "8589934592", "8589934592B"})
    EXPECT_EQ(parse_memory_limit(text), (MemoryLimit{8192, 0})) << text;
  EXPECT_EQ(parse_memory_limit("2T"), (MemoryLimit{2 * 1024 * 1024, 0}));
  EXPECT_EQ(parse_memory_limit("8000M"), (MemoryLimit{8000, 0}));
  EXPECT_EQ(parse_memory_limit("75%"), (MemoryLimit{0, 75}));
  EXPECT_EQ(parse_memory_limit("100%"), (MemoryLimit{0, 100}));
}

TEST(MemoryLimitTest, RefusesWhatIsNoAmount) {
  for (const char* text : {"", "G", "8X", "8 G", "8.5G", "-8G", "0", "0%", "101%", "8Gi", "8GiBs", "1000", "%",
                           "99999999999999999999", "9999999999T"})
    EXPECT_FALSE(parse_memory_limit(text)) << text;
}

TEST(MemoryLimitTest, ComesBackAsItWasWritten) {
  for (const MemoryLimit& limit : {MemoryLimit{1, 0}, MemoryLimit{8192, 0}, MemoryLimit{0, 75}})
    EXPECT_EQ(parse_memory_limit(write_memory_limit(limit)), limit);
}

}  // namespace
}  // namespace ferrule
