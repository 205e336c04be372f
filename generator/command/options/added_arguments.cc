#include "command/options/added_arguments.h"

#include <algorithm>

namespace ferrule {

void add_cargo_arguments(const std::vector<std::string>& given, std::vector<std::string>& known) {
  for (auto first = given.begin(), last = first; first != given.end(); first = last) {
    last = std::find_if(first + 1, given.end(), [](const std::string& word) { return word.starts_with('-'); });
    if (std::search(known.begin(), known.end(), first, last) == known.end()) known.insert(known.end(), first, last);
  }
}

}  // namespace ferrule
