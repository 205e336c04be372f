#include "launcher/document.h"

#include "base/strings.h"
#include "launcher/process/signals.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

/// A rustdoc that writes a page for each line of what `items` holds, adds the crate to what all crates share, says
/// what `says` holds and exits with what `exits` holds.
constexpr std::string_view kRustdoc = R"(#!/bin/sh
mkdir -p "$2/$1"
for item in $(cat ROOT/items); do echo "$item" >"$2/$1/$item.html"; done
echo "$1" >>"$2/crates.js"
cat ROOT/says >&2
exits=$(cat ROOT/exits)
[ "$exits" != 0 ] || cat ROOT/items >"$2/$1/index.html"
exit "$exits"
)";

class DocumentTest : public TemporaryTree {
 protected:
  void SetUp() override {
    write_rustdoc();
    write("says", "");
    write("exits", "0");
    write("items", "one");
    write("action", "");
    write("util/src/lib.rs", "");
    write("util/Cargo.toml", "");
  }
  void TearDown() override { release_signals(); }

  void write_rustdoc() {
    write("rustdoc", replace_all(kRustdoc, "ROOT", root()));
    chmod("rustdoc", 0755);
  }

  Edge edge() {
    Edge edge{};
    edge.started = *current_time();
    edge.action_file = "action";
    edge.build_directory = root();
    edge.environment = {{"PATH", "/usr/bin:/bin"}};
    Action& action = edge.action;
    action.kind = EdgeKind::documentation;
    action.package = "util v1.0.0 (/x)";
    action.target = "lib doc";
    action.id = "util-1.rust_doc";
    action.directory = root();
    action.command = {root() + "/rustdoc", "util", root() + "/doc", "--error-format=json"};
    action.outputs = {{"index.html", "doc/util/index.html"}, {"", "ferrule/documented/util-1"}};
    action.depfile = "util.d";
    action.watched_package = root() + "/util";
    return edge;
  }

  /// Documents; gives the exit status and what was printed, or the error.
  std::string run() {
    Edge it = edge();
    testing::internal::CaptureStderr();
    Result<int> code = document(it);
    std::string text = testing::internal::GetCapturedStderr();
    return code ? std::to_string(*code) + text : text + describe(code.error());
  }

  static bool is_there(const char* path) { return access(path, F_OK) == 0; }
};

TEST_F(DocumentTest, DependsOnAllFilesOfThePackage) {
  EXPECT_EQ(run(), "0");
  EXPECT_EQ(read("doc/util/one.html"), "one\n");
  EXPECT_TRUE(is_there("ferrule/documented/util-1"));
  EXPECT_EQ(read("util.d"), "doc/util/index.html: util util/Cargo.toml util/src util/src/lib.rs\n");
}

TEST_F(DocumentTest, OfAPackageFromARegistryOnNone) {
  Edge it = edge();
  it.action.watched_package = "";
  ASSERT_TRUE(document(it));
  EXPECT_EQ(read("util.d"), "doc/util/index.html:\n");
}

TEST_F(DocumentTest, PagesOfItemsThatAreGoneGo) {
  EXPECT_EQ(run(), "0");
  write("items", "two");
  EXPECT_EQ(run(), "0");
  EXPECT_FALSE(is_there("doc/util/one.html"));
  EXPECT_TRUE(is_there("doc/util/two.html"));
  EXPECT_EQ(read("doc/crates.js"), "util\nutil\n") << "what all crates share stays";
}

TEST_F(DocumentTest, WhatIsSavedMeanwhileIsNewer) {
  Edge it = edge();
  write("util/src/lib.rs", "// saved");
  ASSERT_TRUE(document(it));
  EXPECT_EQ(mtime("doc/util/index.html"), it.started);
  EXPECT_EQ(mtime("ferrule/documented/util-1"), it.started);
  EXPECT_GT(mtime("util/src/lib.rs"), it.started);
}

TEST_F(DocumentTest, AFailureLeavesNoMark) {
  EXPECT_EQ(run(), "0");
  write("exits", "1");
  write("says", R"({"$message_type":"diagnostic","message":"broken","level":"error","rendered":"error: broken\n"})"
                "\n");
  EXPECT_EQ(run(), "1error: broken\nerror: could not document `util`\n");
  EXPECT_FALSE(is_there("ferrule/documented/util-1"));
  EXPECT_FALSE(is_there("doc/util/index.html"));
}

TEST_F(DocumentTest, WarningsAreShownAndKept) {
  const std::string warning =
      R"({"$message_type":"diagnostic","message":"odd","level":"warning","rendered":"warning: odd\n"})";
  write("says", warning + "\n");
  EXPECT_EQ(run(), "0warning: odd\nwarning: `util` (lib doc) generated 1 warning\n");
  EXPECT_EQ(read("ferrule/messages/util-1.rust_doc"), warning + "\n");
  write("says", "");
  EXPECT_EQ(run(), "0");
  EXPECT_FALSE(is_there("ferrule/messages/util-1.rust_doc"));
}

TEST_F(DocumentTest, PagesOfAnotherRustdocGo) {
  EXPECT_EQ(run(), "0");
  write("doc/gone/index.html", "");
  write("doc/.lock", "");
  EXPECT_EQ(run(), "0");
  EXPECT_TRUE(is_there("doc/gone/index.html"));
  write("rustdoc", replace_all(kRustdoc, "ROOT", root()) + "# another\n");
  chmod("rustdoc", 0755);
  EXPECT_EQ(run(), "0");
  EXPECT_FALSE(is_there("doc/gone/index.html"));
  EXPECT_TRUE(is_there("doc/.lock"));
  EXPECT_EQ(read("doc/crates.js"), "util\n");
}

TEST_F(DocumentTest, WithoutAFrontPageItFails) {
  write("rustdoc", "#!/bin/sh\n");
  chmod("rustdoc", 0755);
  EXPECT_NE(run().find("rustdoc has not written the front page"), std::string::npos);
  EXPECT_FALSE(is_there("ferrule/documented/util-1"));
}

}  // namespace
}  // namespace ferrule
