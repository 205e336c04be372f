#include "launcher/link/exports.h"

#include "launcher/link/test_object.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class ExportsTest : public TemporaryTree {
 protected:
  std::string exports(const std::string& script, const std::vector<std::string>& objects) {
    write("obj/a-1.exports", script);
    EXPECT_EQ(write_exports("obj/a-1.exports", "out/a.exports", objects), 0);
    return read("out/a.exports");
  }
};

TEST_F(ExportsTest, SourcesAddToWhatRustcSays) {
  write("glue.o", test_object({{"glue"}, {"more"}, {"of_others", false}}));
  EXPECT_EQ(exports("{\n  global:\n    a;\n\n  local:\n    *;\n};\n", {"glue.o"}),
            "{\n  global:\n    glue;\n    more;\n    a;\n\n  local:\n    *;\n};\n");
}

TEST_F(ExportsTest, ACrateMayExportNothing) {
  write("glue.o", test_object({{"glue"}}));
  EXPECT_EQ(exports("{\n  local:\n    *;\n};\n", {"glue.o"}), "{\n  global:\n    glue;\n\n  local:\n    *;\n};\n");
}

TEST_F(ExportsTest, OfItsOwnObjectsRustcHasSpoken) {
  const std::string script = "{ global: a; local: *; };\n";
  write("obj/a-1.o", test_object({{"mangled"}}));
  write("obj/a-1.roots.o", test_object({{"root"}}));
  EXPECT_EQ(exports(script, {"obj/a-1.o", "obj/a-1.roots.o"}), script);
}

TEST_F(ExportsTest, AnObjectForLinkTimeOptimisationIsAnError) {
  write("obj/a-1.exports", "{ local: *; };");
  write("glue.o", test_object({{"__gnu_lto_slim"}}));
  testing::internal::CaptureStderr();
  EXPECT_NE(write_exports("obj/a-1.exports", "out/a.exports", {"glue.o"}), 0);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("INTERPROCEDURAL_OPTIMIZATION"), std::string::npos);
}

TEST_F(ExportsTest, AnObjectThatIsNotThereIsAnError) {
  write("obj/a-1.exports", "{ local: *; };");
  testing::internal::CaptureStderr();
  EXPECT_NE(write_exports("obj/a-1.exports", "out/a.exports", {"gone.o"}), 0);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("gone.o"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
