// `ferrule cmake-tests`: asks a test executable for its tests, when it has been built, and writes them down for
// CTest.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

struct CMakeTestsOptions {
  std::string build_directory;    // absolute
  std::string program;            // absolute
  std::string action;             // of the run: its id
  std::string output;             // absolute
  std::string prefix, suffix;     // of names in CTest
  std::string filter;             // only tests whose names hold this
  std::string working_directory;  // or empty for Cargo's
  std::string list_variable;
  int timeout = 0;          // seconds that the program may take to list its tests; 0 for no limit
  bool no_harness = false;  // the program is one test
  std::vector<std::string> emulator;
  std::vector<std::string> variables;        // NAME=VALUE
  std::vector<std::string> properties;       // name, value, name, value …
  std::vector<std::string> extra_arguments;  // of each test
};

Status write_cmake_tests(const CommandContext& context, const CMakeTestsOptions& options);

}  // namespace ferrule
