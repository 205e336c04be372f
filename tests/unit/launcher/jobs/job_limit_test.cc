#include "launcher/jobs/job_limit.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(JobLimitTest, ReadsNinjasOwnNumber) {
  EXPECT_FALSE(parse_ninja_jobs({"ninja"}));
  EXPECT_FALSE(parse_ninja_jobs({"ninja", "-j"}));
  EXPECT_FALSE(parse_ninja_jobs({"ninja", "-C", "-j4"}));
  EXPECT_FALSE(parse_ninja_jobs({"ninja", "--verbose", "all-j4"}));
  EXPECT_EQ(parse_ninja_jobs({"ninja", "-j4"}), 4);
  EXPECT_EQ(parse_ninja_jobs({"ninja", "-C", "build", "-j", "12", "app"}), 12);
  EXPECT_EQ(parse_ninja_jobs({"ninja", "-vj2"}), 2);
  EXPECT_EQ(parse_ninja_jobs({"ninja", "-j2", "-j3"}), 3);
  EXPECT_EQ(parse_ninja_jobs({"ninja", "-j0"}), 0);
}

}  // namespace
}  // namespace ferrule
