// Test by test, what a test executable holds, as a script that CTest reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/action.h"

namespace ferrule {

struct ListedTest {
  std::string name;  // as its program knows it: "module::works"; empty for the whole program
  bool is_ignored = false;
};

struct CTestScript {
  std::vector<std::string> command;  // the program, behind an emulator if there is one
  std::vector<std::string> extra_arguments;
  std::string directory;  // in which tests run
  std::vector<EnvironmentVariable> environment;
  std::string library_path;             // comes first in LD_LIBRARY_PATH
  std::string prefix, suffix;           // of the names in CTest
  std::vector<std::string> properties;  // name, value, name, value …
  std::string list_variable;            // collects the names in CTest
};

std::string write_ctest_script(const std::vector<ListedTest>& tests, const CTestScript& script);

/// What a program says to `--list --format terse`. `ignored` is what it says when only ignored tests are asked for.
std::vector<ListedTest> parse_test_list(std::string_view all, std::string_view ignored);

}  // namespace ferrule
