#include "explained.h"

#include <fnmatch.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ferrule::test {

namespace {

std::string name_of(Access::Kind kind) {
  switch (kind) {
    case Access::Kind::read: return "read";
    case Access::Kind::absent: return "absent";
    case Access::Kind::list: return "list";
  }
  return "";
}

bool fits(const std::string& pattern, const std::string& text) {
  return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

}  // namespace

ExplainedPaths::ExplainedPaths(const std::string& file, const std::map<std::string, std::string>& places) {
  std::ifstream lines(file);
  EXPECT_TRUE(lines) << file;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream words(line);
    Entry entry;
    words >> entry.kind >> entry.rule >> entry.pattern;
    for (const auto& [name, place] : places)
      for (std::size_t at; (at = entry.pattern.find("{" + name + "}")) != std::string::npos;)
        entry.pattern.replace(at, name.size() + 2, place);
    entries_.push_back(std::move(entry));
  }
}

bool ExplainedPaths::explain(const std::string& rule, const Access& access) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return fits(entry.kind, name_of(access.kind)) && fits(entry.rule, rule) && fits(entry.pattern, access.path);
  });
}

}  // namespace ferrule::test
