#include "command/options/terminal.h"

#include <gtest/gtest.h>

namespace ferrule::test {
namespace {

constexpr StandardError kTerminal = {true, 100}, kFile = {};

bool has_bar(const TerminalConfig& config, const Environment& environment, const StandardError& error) {
  return choose_appearance(config, environment, error).with_bar;
}

bool has_colors(const TerminalConfig& config, const Environment& environment, const StandardError& error) {
  return choose_appearance(config, environment, error).with_colors;
}

TEST(TerminalTest, ABarIsForTerminals) {
  EXPECT_TRUE(has_bar({}, {"TERM=xterm"}, kTerminal));
  EXPECT_FALSE(has_bar({}, {"TERM=xterm"}, kFile));
  for (const char* variable : {"TERM=dumb", "CI=true", "CI=", "TF_BUILD=1"})
    EXPECT_FALSE(has_bar({}, {variable}, kTerminal)) << variable;
}

TEST(TerminalTest, TheConfigurationChoosesTheBar) {
  EXPECT_FALSE(has_bar({"", "never", 80}, {}, kTerminal));
  EXPECT_TRUE(has_bar({"", "always", 80}, {"CI=1", "TERM=dumb"}, kFile));
  EXPECT_FALSE(has_bar({"", "always", 0}, {}, kFile)) << "which Cargo refuses";
  EXPECT_TRUE(has_bar({"", "auto", 60}, {}, kFile)) << "a width is one wherever it comes from";
  EXPECT_EQ(choose_appearance({"", "", 60}, {}, kTerminal).columns, 60);
  EXPECT_EQ(choose_appearance({}, {}, kTerminal).columns, 0);
}

TEST(TerminalTest, ColorsAreForTerminals) {
  EXPECT_TRUE(has_colors({}, {"TERM=xterm"}, kTerminal));
  EXPECT_FALSE(has_colors({}, {"TERM=xterm"}, kFile));
  EXPECT_FALSE(has_colors({}, {"TERM=dumb"}, kTerminal));
  EXPECT_FALSE(has_colors({}, {}, kTerminal));
  EXPECT_TRUE(has_colors({}, {"CI=1"}, kTerminal));
  EXPECT_FALSE(has_colors({}, {"TERM=xterm", "NO_COLOR=1"}, kTerminal));
  EXPECT_TRUE(has_colors({}, {"TERM=xterm", "NO_COLOR="}, kTerminal));
  EXPECT_FALSE(has_colors({}, {"TERM=xterm", "CLICOLOR=0"}, kTerminal));
  EXPECT_TRUE(has_colors({}, {"CLICOLOR_FORCE=1"}, kFile));
  EXPECT_FALSE(has_colors({}, {"CLICOLOR_FORCE=1", "NO_COLOR=1"}, kFile));
}

TEST(TerminalTest, TheConfigurationChoosesColors) {
  EXPECT_TRUE(has_colors({"always", "", 0}, {"NO_COLOR=1"}, kFile));
  EXPECT_FALSE(has_colors({"never", "", 0}, {"TERM=xterm", "CLICOLOR_FORCE=1"}, kTerminal));
  EXPECT_FALSE(has_colors({"auto", "", 0}, {}, kFile));
}

}  // namespace
}  // namespace ferrule::test
