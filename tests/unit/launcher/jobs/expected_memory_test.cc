#include "launcher/jobs/expected_memory.h"

#include "formats/peak_memory.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class ExpectedMemoryTest : public TemporaryTree {
 protected:
  Mebibytes expected(EdgeKind kind, const std::string& id = "one") const {
    Action action{};
    action.kind = kind;
    action.id = id;
    return expected_memory(action, root());
  }
};

TEST_F(ExpectedMemoryTest, IsWhatTheEdgeTookLast) {
  write(peak_memory_file("one"), write_peak_memory(3 * 1024 * 1024 + 1));
  EXPECT_EQ(expected(EdgeKind::executable), 3073);
  EXPECT_EQ(expected(EdgeKind::codegen), 3073);
  write(peak_memory_file("one"), "none\n");
  EXPECT_EQ(expected(EdgeKind::codegen), expected(EdgeKind::codegen, "other"));
}

TEST_F(ExpectedMemoryTest, ForALinkIsEstimatedByTheLibraries) {
  const Mebibytes least = expected(EdgeKind::executable);
  EXPECT_GT(least, 0);
  for (int i = 0; i < 100; ++i) write("rlib/lib" + std::to_string(i) + ".rlib", "");
  write("rlib/liba.rmeta", "");
  for (EdgeKind kind : {EdgeKind::executable, EdgeKind::test, EdgeKind::cdylib, EdgeKind::dylib, EdgeKind::staticlib})
    EXPECT_EQ(expected(kind), 400);
  for (EdgeKind kind : {EdgeKind::codegen, EdgeKind::metadata, EdgeKind::build_script, EdgeKind::proc_macro})
    EXPECT_EQ(expected(kind), least);
}

}  // namespace
}  // namespace ferrule
