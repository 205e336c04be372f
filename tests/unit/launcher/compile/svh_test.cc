#include "launcher/compile/svh.h"

#include <gtest/gtest.h>

#include "launcher/compile/metadata_text.h"

namespace ferrule {
namespace {

constexpr std::string_view kSvh = "0123456789abcdef";

TEST(SvhTest, StandsInTheRootOfTheMetadata) {
  EXPECT_EQ(svh_in_metadata(metadata_with(kSvh)), kSvh);
  EXPECT_EQ(svh_in_metadata(metadata_with(kSvh) + "and more"), kSvh);
}

TEST(SvhTest, IsNotFoundInMetadataThatAreCutShort) {
  const std::string metadata = metadata_with(kSvh);
  for (std::size_t size = 0; size < metadata.size(); ++size)
    EXPECT_EQ(svh_in_metadata(std::string_view(metadata).substr(0, size)), "") << size;
}

TEST(SvhTest, IsNotFoundWhereTheMetadataLookOtherwise) {
  const std::string metadata = metadata_with(kSvh);
  for (std::string_view part : {"rust", "\x0a", "\x06triple", "\xc1"}) {
    std::string other = metadata;
    other[metadata.find(part)] = '\x0b';
    EXPECT_EQ(svh_in_metadata(other), "") << part;
  }
}

}  // namespace
}  // namespace ferrule
