#include "prepare/source_sizes.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "base/files.h"

namespace ferrule {

namespace {

constexpr std::array<std::string_view, 1> kRust = {".rs"};
constexpr std::array<std::string_view, 7> kNative = {".c", ".cc", ".cpp", ".cxx", ".S", ".s", ".asm"};
/// No source nests deeper than this; a circle of links would.
constexpr int kDeepest = 16;

class SourceMeasurer {
 public:
  explicit SourceMeasurer(const Disk& disk) : disk_(disk) {}

  SourceSize measure(const Unit& unit) {
    if (unit.kind == UnitKind::build_script_run)
      return {0, in_directory(natives_, unit.package.root, kNative, kDeepest)};
    std::string root = join_path(unit.directory, unit.source);
    bool has_modules = unit.target_kind == TargetKind::library || unit.target_kind == TargetKind::proc_macro ||
                       file_name(root) == "main.rs";
    if (has_modules) return {in_directory(rusts_, directory_of(root), kRust, kDeepest), 0};
    std::optional<FileStamp> stamp = disk_.stamp(root);
    return {stamp ? static_cast<std::int64_t>(stamp->size) : 0, 0};
  }

 private:
  using Known = std::map<std::string, std::int64_t>;

  template <typename Endings>
  std::int64_t in_directory(Known& known, const std::string& directory, const Endings& endings, int depth) {
    if (auto found = known.find(directory); found != known.end()) return found->second;
    std::int64_t sum = 0;
    for (const std::string& name : disk_.list(directory)) {
      bool matches =
          std::any_of(endings.begin(), endings.end(), [&](std::string_view end) { return name.ends_with(end); });
      std::string path = join_path(directory, name);
      if (matches) {
        if (std::optional<FileStamp> stamp = disk_.stamp(path)) sum += static_cast<std::int64_t>(stamp->size);
      } else if (depth > 0 && name.find('.') == std::string::npos && name != "target" && disk_.is_directory(path)) {
        sum += in_directory(known, path, endings, depth - 1);
      }
    }
    return known[directory] = sum;
  }

  const Disk& disk_;
  Known rusts_, natives_;
};

}  // namespace

SourceSizes measure_sources(const Disk& disk, const CrateGraph& graph) {
  SourceMeasurer measurer(disk);
  SourceSizes sizes;
  for (const Unit& unit : graph.units)
    if (unit.kind == UnitKind::compile || unit.kind == UnitKind::build_script_run) {
      SourceSize size = measurer.measure(unit);
      if (size.rust + size.native > 0) sizes[unit.id] = size;
    }
  return sizes;
}

}  // namespace ferrule
