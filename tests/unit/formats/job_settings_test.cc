#include "formats/job_settings.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(JobSettingsTest, ComeBackAsTheyWereWritten) {
  EXPECT_EQ(write_job_settings({}), "");
  for (const JobSettings& one : {JobSettings(), JobSettings{false, 0}, JobSettings{true, 4}}) {
    Result<JobSettings> back = parse_job_settings(write_job_settings(one), "jobs");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, one);
  }
  EXPECT_TRUE(parse_job_settings("jobserver on\n", "jobs"));
}

TEST(JobSettingsTest, RefuseWhatTheyDoNotKnow) {
  for (const char* text : {"jobs 0\n", "jobs many\n", "jobserver maybe\n", "colour red\n"})
    EXPECT_FALSE(parse_job_settings(text, "jobs")) << text;
}

}  // namespace
}  // namespace ferrule
