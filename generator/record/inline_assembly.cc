#include "record/inline_assembly.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "action/fields.h"
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

/// What is known of packages, by their ids.
class Answers {
 public:
  Answers(Disk& disk, const AssemblyMemory& memory) : disk_(disk), memory_(memory) {
    if (memory_.session.empty()) return;
    Result<std::string> text = disk_.read(file());
    Result<std::vector<Field>> fields = text ? parse_fields(*text, file()) : std::vector<Field>{};
    if (!fields || fields->empty() || fields->front().value != memory_.session) return;
    for (const Field& field : *fields)
      if (field.keyword != "session") known_[field.value] = field.keyword == "with";
  }

  bool has_assembly(const Unit& unit) {
    auto [answer, is_new] = known_.try_emplace(unit.package.id, false);
    if (!is_new) return answer->second;
    is_changed_ = true;
    return answer->second = Search(disk_).finds(directory_of(join_path(unit.directory, unit.source)));
  }

  Status keep() const {
    if (memory_.session.empty() || !is_changed_) return {};
    FieldWriter writer;
    writer.add("session", memory_.session);
    for (const auto& [package, has_assembly] : known_) writer.add(has_assembly ? "with" : "without", package);
    Result<bool> written = disk_.write(file(), writer.text());
    return written ? Status() : written.error();
  }

 private:
  std::string file() const { return join_path(memory_.directory, "assembly"); }

  Disk& disk_;
  const AssemblyMemory& memory_;
  std::map<std::string, bool> known_;
  bool is_changed_ = false;
};

}  // namespace

Result<std::set<std::string>> packages_with_assembly(Disk& disk, const CrateGraph& graph,
                                                     const AssemblyMemory& memory) {
  Answers answers(disk, memory);
  std::set<std::string> found;
  for (const Unit& unit : graph.units)
    if (unit.kind == UnitKind::compile && unit.makes_rlib() && answers.has_assembly(unit))
      found.insert(unit.package.id);
  if (Status kept = answers.keep(); !kept) return kept.error();
  return found;
}

}  // namespace ferrule
