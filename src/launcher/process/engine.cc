#include "launcher/process/engine.h"

#include <array>

#include "base/files.h"
#include "launcher/process/ancestors.h"

namespace ferrule {

namespace {

constexpr std::string_view kSiso = "siso";
constexpr std::array<std::string_view, 5> kEngines = {"ninja", "ninja-build", "samu", "n2", kSiso};

}  // namespace

std::string there_for_one_build() {
  std::optional<RunningProcess> engine = find_ancestor(kEngines);
  if (!engine || file_name(engine->arguments.front()) != kSiso) return std::string(kNeverMade);
  const std::string file = proc_file(engine->id, "stat");
  // Such a file has the time at which it was looked at first.
  return read_file(file) ? file : std::string(kNeverMade);
}

}  // namespace ferrule
