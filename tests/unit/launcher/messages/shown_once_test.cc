#include "launcher/messages/shown_once.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

using Kind = CompilerMessage::Kind;

class ShownOnceTest : public TemporaryTree {
 protected:
  void SetUp() override {
    metadata_.kind = EdgeKind::metadata;
    metadata_.id = "a-1.rust_metadata";
    metadata_.counterpart = "rlib/a";
    codegen_.kind = EdgeKind::codegen;
    codegen_.id = "a-1.rust_codegen";
    codegen_.counterpart = "meta/a";
  }

  static std::string shown(const Action& action, const std::vector<std::string>& texts) {
    std::vector<CompilerMessage> messages;
    for (const std::string& text : texts) messages.push_back({Kind::warning, text + "\n"});
    testing::internal::CaptureStderr();
    show_messages(action, messages);
    return testing::internal::GetCapturedStderr();
  }

  Action metadata_{};
  Action codegen_{};
};

TEST_F(ShownOnceTest, TheSecondEdgeShowsOnlyWhatIsNew) {
  EXPECT_EQ(shown(metadata_, {"a", "b"}), "a\nb\n");
  EXPECT_EQ(shown(codegen_, {"a", "b", "late"}), "late\n");
}

TEST_F(ShownOnceTest, EachShowsItsOwnAgain) {
  EXPECT_EQ(shown(codegen_, {"a"}), "a\n");
  EXPECT_EQ(shown(codegen_, {"a"}), "a\n");
  EXPECT_EQ(shown(metadata_, {"a"}), "");
}

TEST_F(ShownOnceTest, AnotherBuildShowsThemAgain) {
  EXPECT_EQ(shown(metadata_, {"a"}), "a\n");
  std::string record = read("ferrule/diagnostics/a-1");
  write("ferrule/diagnostics/a-1", "build 1 1\n" + record.substr(record.find("by ")));
  EXPECT_EQ(shown(codegen_, {"a"}), "a\n");
}

TEST_F(ShownOnceTest, EqualMessagesCountEach) {
  EXPECT_EQ(shown(metadata_, {"a"}), "a\n");
  EXPECT_EQ(shown(codegen_, {"a", "a"}), "a\n");
}

TEST_F(ShownOnceTest, NothingToShowLeavesNoFile) {
  shown(metadata_, {"a"});
  EXPECT_EQ(access("ferrule/diagnostics/a-1", F_OK), 0);
  shown(metadata_, {});
  EXPECT_NE(access("ferrule/diagnostics/a-1", F_OK), 0);
}

TEST_F(ShownOnceTest, ADamagedRecordHidesNothing) {
  write("ferrule/diagnostics/a-1", "build " + this_build() + "\nby rust_metadata\nshown a\\n\nshown b\\x");
  EXPECT_EQ(shown(codegen_, {"a"}), "a\n");
}

TEST_F(ShownOnceTest, WithoutACounterpartAllIsShown) {
  metadata_.counterpart.clear();
  EXPECT_EQ(shown(metadata_, {"a"}), "a\n");
  EXPECT_NE(access("ferrule/diagnostics", F_OK), 0);
}

}  // namespace
}  // namespace ferrule
