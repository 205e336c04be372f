#include "launcher/files/dep_info.h"

#include "launcher/files/depfile.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

using Names = std::vector<std::string>;

TEST(DepInfoTest, ReadsFilesOnceAndVariables) {
  DepInfo info = parse_dep_info(
      "/t/a-1.d: src/lib.rs src/b.rs\n\n/t/liba-1.rlib: src/lib.rs src/b.rs\n\nsrc/lib.rs:\nsrc/b.rs:\n\n"
      "# env-dep:CARGO_PKG_NAME=a\n# env-dep:FOO\n# env-dep:MULTI=a\\nb=c\n"
      "# checksum:blake3=12 file_len:3 src/lib.rs\n",
      "/t");
  EXPECT_EQ(info.files, (Names{"src/lib.rs", "src/b.rs"}));
  EXPECT_EQ(info.variables, (Names{"CARGO_PKG_NAME", "FOO", "MULTI"}));
}

TEST(DepInfoTest, ReadsOddNames) {
  DepInfo info = parse_dep_info(
      "/t: x/a.d: src/a\\ b.rs src/c\\d.rs src/e\tf.rs src/g\nh.rs src/i:.rs src/\\ $#.rs\n\n", "/t: x");
  EXPECT_EQ(info.files,
            (Names{"src/a b.rs", "src/c\\d.rs", "src/e\tf.rs", "src/g\nh.rs", "src/i:.rs", "src/ $#.rs"}));
}

TEST(DepInfoTest, SurvivesGarbage) {
  EXPECT_TRUE(parse_dep_info("", "/t").files.empty());
  EXPECT_TRUE(parse_dep_info("no colon\n", "/t").files.empty());
  EXPECT_TRUE(parse_dep_info("/t/a.d: \n", "/t").files.empty());
  EXPECT_TRUE(parse_dep_info("# env-dep:A\\", "/t").variables.empty());
}

class DepfileTest : public TemporaryTree {
 protected:
  std::string depfile(const Names& files, const std::string& base, const std::string& path = "a.d") {
    Edge edge;
    edge.action_file = "actions/a";
    edge.build_directory = root();
    edge.action.directory = base;
    edge.action.depfile = path;
    edge.action.depfile_target = "meta/liba 1.rlib";
    Status written = write_depfile(edge, files);
    return written ? read("a.d") : describe(written.error());
  }
};

TEST_F(DepfileTest, NamesFilesAsNinjaKnowsThem) {
  Names files = {"src/lib.rs", "/other/x.rs", root() + "/gen/out.rs", "../w/y.rs", "src/../src/lib.rs"};
  EXPECT_EQ(depfile(files, "/pkg"), "meta/liba\\ 1.rlib: /pkg/src/lib.rs /other/x.rs gen/out.rs /w/y.rs\n");
}

TEST_F(DepfileTest, EscapesWhatADepfileCanExpress) {
  EXPECT_EQ(depfile({"a b", "c$d", "e#f", "g%h"}, "/p"), "meta/liba\\ 1.rlib: /p/a\\ b /p/c$$d /p/e\\#f /p/g%h\n");
}

TEST_F(DepfileTest, LinksToWhatItCannot) {
  write("odd|name\n.rs", "x");
  std::string text = depfile({"odd|name\n.rs"}, root());
  std::string prefix = "meta/liba\\ 1.rlib: ferrule/names/";
  ASSERT_EQ(text.substr(0, prefix.size()), prefix) << text;
  std::string link = text.substr(text.find("ferrule/"));
  link.pop_back();
  EXPECT_EQ(read(link), "x");
  EXPECT_EQ(depfile({"odd|name\n.rs"}, root()), text);
}

TEST_F(DepfileTest, HasNoPrerequisitesWithoutFiles) { EXPECT_EQ(depfile({}, "/p"), "meta/liba\\ 1.rlib:\n"); }

TEST_F(DepfileTest, HasOneForCMakeInAnyCase) {
  EXPECT_EQ(depfile({"a"}, "/p", root() + "/a.d"), "meta/liba\\ 1.rlib: /p/a\n");
  EXPECT_EQ(depfile({}, "/p", root() + "/a.d"), "meta/liba\\ 1.rlib: " + root() + "/actions/a\n");
}

}  // namespace
}  // namespace ferrule
