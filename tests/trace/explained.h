// The list of what edges may look at without declaring it, each entry with its reason: explained.txt.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "accesses.h"

namespace ferrule::test {

class ExplainedPaths {
 public:
  /// `places`: what stands for `{name}` in the list's patterns.
  ExplainedPaths(const std::string& file, const std::map<std::string, std::string>& places);

  bool explain(const std::string& rule, const Access& access) const;

 private:
  struct Entry {
    std::string kind;
    std::string rule;
    std::string pattern;
  };
  std::vector<Entry> entries_;
};

}  // namespace ferrule::test
