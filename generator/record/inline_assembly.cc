#include "record/inline_assembly.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/files.h"

namespace ferrule {

namespace {

/// `asm!`, and what in core::arch is inline assembly and not an intrinsic.
constexpr std::array<std::string_view, 4> kSigns = {"asm!", "__cpuid", "_mm_stream_", "_mm256_stream_"};

bool has_sign(std::string_view text) {
  return std::any_of(kSigns.begin(), kSigns.end(),
                     [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

/// Tests, examples and what is built elsewhere never reach a library.
bool is_source_directory(std::string_view name) {
  return name.find('.') == std::string_view::npos && name != "tests" && name != "benches" && name != "examples" &&
         name != "target";
}

class Search {
 public:
  explicit Search(const Disk& disk) : disk_(disk) {}

  bool finds(const std::string& directory) {
    // A symbolic link may lead back.
    std::optional<std::string> place = disk_.canonical(directory);
    if (!place || !seen_.insert(*place).second) return false;
    for (const std::string& name : disk_.list(directory))
      if (finds_in(name, join_path(directory, name))) return true;
    return false;
  }

 private:
  bool finds_in(const std::string& name, const std::string& path) {
    if (name.ends_with(".rs")) {
      Result<std::string> text = disk_.read(path);
      return text && has_sign(*text);
    }
    bool is_other_package = disk_.stamp(join_path(path, "Cargo.toml")).has_value();
    return is_source_directory(name) && !is_other_package && disk_.is_directory(path) && finds(path);
  }

  const Disk& disk_;
  std::set<std::string> seen_;
};

}  // namespace

std::set<std::string> packages_with_assembly(const Disk& disk, const CrateGraph& graph) {
  std::set<std::string> seen, found;
  for (const Unit& unit : graph.units) {
    if (unit.kind != UnitKind::compile || !unit.makes_rlib() || !seen.insert(unit.package.id).second) continue;
    std::string sources = directory_of(join_path(unit.directory, unit.source));
    if (Search(disk).finds(sources)) found.insert(unit.package.id);
  }
  return found;
}

}  // namespace ferrule
