#include "formats/verification.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(VerificationTest, ComesBackAsItWasWritten) {
  Verification differing{Verification::Outcome::differs, "", {"a", "b"}, {"m"}, "x = 1;", "x = \"\n\";"};
  Verification failed{Verification::Outcome::failed, "error: no\n", {}, {}, "", ""};
  for (const Verification& one : {Verification(), differing, failed}) {
    Result<Verification> back = parse_verification(write_verification(one), "launcher");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, one);
  }
}

TEST(VerificationTest, RefusesWhatIsNone) {
  EXPECT_FALSE(parse_verification("", "launcher"));
  EXPECT_FALSE(parse_verification("outcome unclear\n", "launcher"));
  EXPECT_FALSE(parse_verification("colour red\n", "launcher"));
}

}  // namespace
}  // namespace ferrule
