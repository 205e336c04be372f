#include "record/workspace_members.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

using Directories = std::vector<std::string>;

TEST(WorkspaceMembersTest, NamesTheDirectoriesThatPatternsSearch) {
  EXPECT_EQ(member_glob_directories("[workspace]\nmembers = ['app', 'crates/*', 'more/deep/lib-?', '*']"),
            (Directories{"crates", "more/deep", "."}));
}

TEST(WorkspaceMembersTest, ReadsMembersOverSeveralLines) {
  EXPECT_EQ(member_glob_directories("[workspace]\nmembers = [\n  \"crates/*\", # all of them\n]\n"),
            Directories{"crates"});
}

TEST(WorkspaceMembersTest, FindsNoneWhereThereIsNone) {
  for (const char* manifest :
       {"", "[package]\nname = 'a'", "[workspace]", "[workspace]\nmembers = ['a']", "not toml ["})
    EXPECT_EQ(member_glob_directories(manifest), Directories{}) << manifest;
}

}  // namespace
}  // namespace ferrule
