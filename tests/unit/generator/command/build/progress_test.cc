#include "command/build/progress.h"

#include <gtest/gtest.h>

namespace ferrule::test {
namespace {

class ProgressTest : public testing::Test {
 protected:
  Progress progress(int width, bool with_colors = false) {
    return {width > 0 ? Progress::Columns([width] { return width; }) : Progress::Columns(), with_colors,
            [this](std::string_view text) { shown += text; }};
  }

  /// The bar alone, after so many of so many edges.
  std::string bar(int width, std::string_view status, const std::vector<std::string>& names) {
    shown.clear();
    Progress one = progress(width);
    one.take(std::string("\x02").append(status) + " CODEGEN serde v1.0.1");
    one.show_running(names);
    constexpr std::string_view kBefore = "\r    Building ", kBehind = "\x1b[K";
    const std::size_t last = shown.rfind(kBefore);
    if (last == std::string::npos || !shown.ends_with(kBehind)) return shown;
    return shown.substr(last + kBefore.size(), shown.size() - last - kBefore.size() - kBehind.size());
  }

  std::string shown;
};

TEST_F(ProgressTest, EachPackageIsALine) {
  Progress one = progress(0);
  for (const RunningEdge& edge : {RunningEdge{"Compiling", "serde v1.0.1", "serde"},
                                  {"Compiling", "libc v0.2.1", "libc(build)"},
                                  {"Compiling", "serde v1.0.1", "smoke(test)"},
                                  {"Checking", "app v0.1.0 (/w)", "app"},
                                  {"", "app v0.1.0 (/w)", "app"}})
    one.show_begun(edge);
  for (std::string_view line : {"\x02"
                                "1 4 METADATA serde v1.0.1",
                                "\x02"
                                "1 1 GENERATE build.ninja",
                                "ninja: no work to do."})
    one.take(line);
  one.show_running({"serde"});
  one.finish();
  EXPECT_EQ(shown, "   Compiling serde v1.0.1\n   Compiling libc v0.2.1\n    Checking app v0.1.0 (/w)\n");
}

TEST_F(ProgressTest, APackageIsDocumentedAfterItWasChecked) {
  Progress one = progress(0, true);
  one.show_begun({"Checking", "util v1.0.0", "util"});
  one.show_begun({"Documenting", "util v1.0.0", "util(doc)"});
  one.show_begun({"Documenting", "util v1.0.0", "tool(doc)"});
  EXPECT_EQ(shown,
            "    \x1b[1;32mChecking\x1b[0m util v1.0.0\n"
            " \x1b[1;32mDocumenting\x1b[0m util v1.0.0\n");
}

/// As Cargo's own tests of its bar have it (`test_progress_status`), for a header of 15 columns.
TEST_F(ProgressTest, TheBarIsCargos) {
  EXPECT_EQ(bar(80, "1 4", {"a", "b(build)"}), "[======>                      ] 1/4: a, b(build)");
  EXPECT_EQ(bar(80, "3 4", {"a"}), "[====================>        ] 3/4: a");
  EXPECT_EQ(bar(80, "4 4", {}), "[=============================] 4/4: ");
  EXPECT_EQ(bar(80, "12 220", {"serde", "syn(build)"}), "[>                         ] 12/220: serde, syn(build)");
}

TEST_F(ProgressTest, TheLineIsNeverWiderThanTheTerminal) {
  const std::vector<std::string> names = {"a-package-of-a-long-name(bin)", "another"};
  EXPECT_EQ(bar(60, "1 4", names), "[======>                      ] 1/4: a-packa…");
  EXPECT_EQ(bar(30, "1 4", names), "[=>       ] 1/4");
  EXPECT_EQ(bar(21, "1 4", names), "[] 1/4");
  EXPECT_EQ(bar(20, "1 4", names), "");
}

TEST_F(ProgressTest, WhatRunsIsShownAsItChangesAndGoes) {
  Progress one = progress(80);
  one.show_running({});
  EXPECT_EQ(shown, "");
  one.show_running({"serde"});
  EXPECT_EQ(shown, "\r    Building [                                 ]: serde\x1b[K");
  shown.clear();
  one.show_running({"serde"});
  EXPECT_EQ(shown, "") << "nothing has changed";
  one.take(
      "\x02"
      "1 2 CODEGEN serde v1.0.1");
  EXPECT_EQ(shown, "\r    Building [=============>               ] 1/2: serde\x1b[K");
  shown.clear();
  one.take(
      "\x02"
      "1 1 GENERATE build.ninja");
  EXPECT_EQ(shown, "");
  one.show_running({});
  one.finish();
  EXPECT_EQ(shown, "\r    Building [=============>               ] 1/2: \x1b[K\r\x1b[K");
  shown.clear();
  one.show_running({"late"});
  EXPECT_EQ(shown, "");
}

TEST_F(ProgressTest, WhatEdgesSayStandsAboveTheBar) {
  Progress one = progress(80, true);
  one.show_running({"app(bin)"});
  shown.clear();
  one.take("warning: unused");
  EXPECT_EQ(shown,
            "\r\x1b[Kwarning: unused\n\r    \x1b[1;36mBuilding\x1b[0m [                                 ]: "
            "app(bin)\x1b[K");
  shown.clear();
  one.show_begun({"Compiling", "app v0.1.0 (/w)", "app(bin)"});
  EXPECT_EQ(shown,
            "\r\x1b[K   \x1b[1;32mCompiling\x1b[0m app v0.1.0 (/w)\n\r    \x1b[1;36mBuilding\x1b[0m "
            "[                                 ]: app(bin)\x1b[K");
}

}  // namespace
}  // namespace ferrule::test
