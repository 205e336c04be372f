#include "launcher/script/script_record.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class ScriptRecordTest : public TemporaryTree {
 protected:
  void SetUp() override {
    write("action", "1");
    write("script", "1");
    write("other.output", "1");
    write("pkg/file", "1");
    write("pkg/directory/a", "1");
    edge_.action_file = "action";
    edge_.environment = {{"NAMED", "1"}, {"OTHER", "1"}};
    edge_.action.directory = root() + "/pkg";
    edge_.action.command = {root() + "/script"};
    edge_.action.script_metadata = {{"DEP_X_", "other.output"}};
  }

  ScriptRecord record() const { return record_of(edge_, {"file", "directory", "directory/a", "absent"}, {"NAMED"}); }

  Edge edge_{};
};

TEST_F(ScriptRecordTest, KnowsWhenNothingHasChanged) {
  const ScriptRecord before = record();
  make_old("pkg/file");
  write("unrelated", "");
  edge_.environment["OTHER"] = "2";
  EXPECT_TRUE(record().is_proven_same(before));
  EXPECT_TRUE(record().is_proven_same(parse_script_record(write_script_record(before), "")));
}

TEST_F(ScriptRecordTest, SeesEveryChange) {
  ScriptRecord before = record();
  auto is_seen = [&] { return !record().is_proven_same(std::exchange(before, record())); };
  write("pkg/file", "2");
  EXPECT_TRUE(is_seen());
  write("pkg/directory/a", "2");
  EXPECT_TRUE(is_seen());
  write("pkg/directory/b", "");
  EXPECT_TRUE(is_seen());
  write("pkg/absent", "");
  EXPECT_TRUE(is_seen());
  unlink("pkg/file");
  EXPECT_TRUE(is_seen());
  write("action", "2");
  EXPECT_TRUE(is_seen());
  edge_.environment["NAMED"] = "2";
  EXPECT_TRUE(is_seen());
  edge_.environment.erase("NAMED");
  EXPECT_TRUE(is_seen());
  // These are outputs of other edges, known by their times.
  make_old("script");
  EXPECT_TRUE(is_seen());
  make_old("other.output");
  EXPECT_TRUE(is_seen());
  EXPECT_FALSE(is_seen());
}

TEST_F(ScriptRecordTest, NothingIsProvenOfWhatWasNotRead) {
  const ScriptRecord before = record();
  EXPECT_FALSE(before.is_proven_same(ScriptRecord()));
  EXPECT_FALSE(ScriptRecord().is_proven_same(ScriptRecord()));
  EXPECT_FALSE(before.is_proven_same(parse_script_record("nonsense", "")));
  write("pkg/file", std::string(5 << 20, ' '));
  EXPECT_FALSE(record().is_proven_same(record()));
}

/// Reading it would wait for ever.
TEST_F(ScriptRecordTest, APipeIsNotRead) {
  unlink("pkg/file");
  ASSERT_EQ(mkfifo("pkg/file", 0600), 0);
  EXPECT_FALSE(record().is_proven_same(record()));
}

}  // namespace
}  // namespace ferrule
