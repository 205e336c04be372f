#include "record/manifest_files.h"

#include <gtest/gtest.h>

#include "support/show.h"

namespace ferrule {
namespace {

constexpr std::string_view kUsual = "src/main.rs src/lib.rs build.rs README.md README.txt README";

TEST(ManifestFilesTest, EveryPackageMayHaveTheUsualFiles) {
  EXPECT_EQ(show(find_manifest_files("[package]\nname = 'a'\n").presences), kUsual);
  EXPECT_EQ(show(find_manifest_files("not toml [").presences), "src/main.rs src/lib.rs build.rs");
}

TEST(ManifestFilesTest, NamesWhereTargetsAre) {
  ManifestFiles found = find_manifest_files(
      "[package]\nname = 'a'\nreadme = false\nbuild = ['one.rs', 'two.rs']\n[lib]\npath = 'lib.rs'\n"
      "[[bin]]\nname = 'tool'\n[[bench]]\nname = 'fast'\npath = 'benches/odd.rs'\n[[example]]\nname = 'e'\n");
  EXPECT_EQ(show(found.presences),
            "src/main.rs src/lib.rs build.rs one.rs two.rs lib.rs src/tool.rs src/e.rs benches/odd.rs");
}

TEST(ManifestFilesTest, NamesPackagesOfAllTables) {
  ManifestFiles found = find_manifest_files(
      "[package]\nname = 'a'\nworkspace = '..'\n[dependencies]\nb = { path = 'b' }\nserde = '1'\nw.workspace = true\n"
      "[dev-dependencies.c]\npath = 'c'\n[build_dependencies]\nd = { version = '1', path = 'd' }\n"
      "[target.'cfg(unix)'.dependencies]\ne = { path = 'e' }\n[patch.crates-io]\nf = { path = 'f' }\n"
      "[replace]\n'g:1.0.0' = { path = 'g' }\n[workspace.dependencies]\nh = { path = 'h' }\n");
  EXPECT_EQ(show(found.packages), "b c d e f g");
  EXPECT_EQ(show(found.inheritable), "h");
  EXPECT_EQ(found.workspace, "..");
}

TEST(ManifestFilesTest, NamesPatternsOfMembers) {
  ManifestFiles found = find_manifest_files(
      "[workspace]\nmembers = [\n  'app', 'crates/*', # all of them\n  'g/*/inner', 'lib-?']\n"
      "default-members = ['app', '**/[ab]']\nexclude = ['crates/old*']\n");
  EXPECT_EQ(show(found.member_patterns), "crates/* g/*/inner lib-? **/[ab]");
}

TEST(ManifestFilesTest, NamesNoPatternsWhereThereAreNone) {
  for (const char* manifest :
       {"", "[package]\nname = 'a'", "[workspace]", "[workspace]\nmembers = ['a']", "not toml ["})
    EXPECT_EQ(show(find_manifest_files(manifest).member_patterns), "") << manifest;
}

}  // namespace
}  // namespace ferrule
