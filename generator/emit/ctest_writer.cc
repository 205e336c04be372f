#include "emit/ctest_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/escape.h"
#include "base/strings.h"

namespace ferrule {

namespace {

class Writer {
 public:
  explicit Writer(const CTestScript& script) : script_(script) {}

  std::string write(const std::vector<ListedTest>& tests) {
    for (const ListedTest& test : tests) write_test(test);
    return std::move(text_);
  }

 private:
  void write_test(const ListedTest& test) {
    std::string name = argument(script_.prefix + test.name + script_.suffix);
    text_ += "add_test(" + name;
    for (const std::string& word : script_.command) text_ += " " + argument(word);
    if (!test.name.empty()) text_ += " --exact " + argument(test.name);
    for (const std::string& word : script_.extra_arguments) text_ += " " + argument(word);
    text_ += ")\nset_tests_properties(" + name + " PROPERTIES\n  WORKING_DIRECTORY " + argument(script_.directory);
    if (!script_.environment.empty()) text_ += "\n  ENVIRONMENT " + argument(environment());
    if (!script_.library_path.empty())
      text_ +=
          "\n  ENVIRONMENT_MODIFICATION " + argument("LD_LIBRARY_PATH=path_list_prepend:" + script_.library_path);
    if (test.is_ignored) text_ += "\n  DISABLED TRUE";
    for (std::size_t i = 0; i + 1 < script_.properties.size(); i += 2)
      text_ += "\n  " + argument(script_.properties[i]) + " " + argument(script_.properties[i + 1]);
    text_ += ")\n";
    if (!script_.list_variable.empty())
      fmt::format_to(std::back_inserter(text_), "list(APPEND {} {})\n", argument(script_.list_variable), name);
  }

  /// A list: a semicolon in a value is not one between two.
  std::string environment() const {
    std::string list;
    for (const EnvironmentVariable& variable : script_.environment) {
      if (!list.empty()) list += ';';
      list += variable.name + "=" + replace_all(variable.value, ";", "\\;");
    }
    return list;
  }

  static std::string argument(const std::string& text) { return escape(text, Grammar::cmake_argument); }

  const CTestScript& script_;
  std::string text_;
};

std::vector<std::string> tests_in(std::string_view text) {
  std::vector<std::string> names;
  for (std::string_view line : split(text, '\n')) {
    constexpr std::string_view kEnd = ": test";
    if (line.ends_with(kEnd)) names.emplace_back(line.substr(0, line.size() - kEnd.size()));
  }
  return names;
}

}  // namespace

std::string write_ctest_script(const std::vector<ListedTest>& tests, const CTestScript& script) {
  return Writer(script).write(tests);
}

std::vector<ListedTest> parse_test_list(std::string_view all, std::string_view ignored) {
  std::vector<std::string> skipped = tests_in(ignored);
  std::vector<ListedTest> tests;
  for (std::string& name : tests_in(all)) {
    bool is_ignored = std::find(skipped.begin(), skipped.end(), name) != skipped.end();
    tests.push_back({std::move(name), is_ignored});
  }
  return tests;
}

}  // namespace ferrule
