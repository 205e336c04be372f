#include "emit/ctest_writer.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(CTestWriterTest, EachTestWithItsSurroundings) {
  CTestScript script{{"/qemu", "/b/tests/a"},
                     {"--nocapture"},
                     "/src/a",
                     {{"NAME", "a b"}, {"LIST", "x;y"}},
                     "/b/out",
                     "pre a::",
                     " suf",
                     {"LABELS", "one;two"},
                     "a_TESTS"};
  EXPECT_EQ(write_ctest_script({{"unit::works", false}, {"slow", true}}, script),
            R"(add_test("pre a::unit::works suf" "/qemu" "/b/tests/a" --exact "unit::works" "--nocapture")
set_tests_properties("pre a::unit::works suf" PROPERTIES
  WORKING_DIRECTORY "/src/a"
  ENVIRONMENT "NAME=a b;LIST=x\\;y"
  ENVIRONMENT_MODIFICATION "LD_LIBRARY_PATH=path_list_prepend:/b/out"
  "LABELS" "one;two")
list(APPEND "a_TESTS" "pre a::unit::works suf")
add_test("pre a::slow suf" "/qemu" "/b/tests/a" --exact "slow" "--nocapture")
set_tests_properties("pre a::slow suf" PROPERTIES
  WORKING_DIRECTORY "/src/a"
  ENVIRONMENT "NAME=a b;LIST=x\\;y"
  ENVIRONMENT_MODIFICATION "LD_LIBRARY_PATH=path_list_prepend:/b/out"
  DISABLED TRUE
  "LABELS" "one;two")
list(APPEND "a_TESTS" "pre a::slow suf")
)");
}

TEST(CTestWriterTest, AWholeProgramHasNoArguments) {
  CTestScript script;
  script.command = {"/b/tests/own"};
  script.directory = "/src";
  script.prefix = "a.own";
  EXPECT_EQ(write_ctest_script({{}}, script), R"(add_test("a.own" "/b/tests/own")
set_tests_properties("a.own" PROPERTIES
  WORKING_DIRECTORY "/src")
)");
}

TEST(CTestWriterTest, ReadsTheListThatProgramsPrint) {
  std::vector<ListedTest> tests =
      parse_test_list("a::one: test\nb: two: test\nfast: benchmark\n\n", "b: two: test\n");
  ASSERT_EQ(tests.size(), 2u);
  EXPECT_EQ(tests[0].name, "a::one");
  EXPECT_FALSE(tests[0].is_ignored);
  EXPECT_EQ(tests[1].name, "b: two");
  EXPECT_TRUE(tests[1].is_ignored);
}

}  // namespace
}  // namespace ferrule
