#include "record/source_signs.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/files.h"

namespace ferrule {

namespace {

/// `asm!`, and what in core::arch is inline assembly and not an intrinsic.
constexpr std::array<std::string_view, 4> kAssembly = {"asm!", "__cpuid", "_mm_stream_", "_mm256_stream_"};
constexpr std::string_view kBootstrap = "RUSTC_BOOTSTRAP";

/// What a package's sources have.
struct Signs {
  bool assembly = false;
  bool bootstrap = false;
};

void add_signs(Signs& signs, std::string_view text) {
  signs.assembly = signs.assembly || std::any_of(kAssembly.begin(), kAssembly.end(), [&](std::string_view sign) {
                     return text.find(sign) != std::string_view::npos;
                   });
  signs.bootstrap = signs.bootstrap || text.find(kBootstrap) != std::string_view::npos;
}

/// Tests, examples and what is built elsewhere never reach a library.
bool is_source_directory(std::string_view name) {
  return name.find('.') == std::string_view::npos && name != "tests" && name != "benches" && name != "examples" &&
         name != "target";
}

class Search {
 public:
  explicit Search(const Disk& disk) : disk_(disk) {}

  /// Of a crate root's directory.
  Signs find(const std::string& directory) {
    look_into(directory);
    return signs_;
  }

 private:
  void look_into(const std::string& directory) {
    // A symbolic link may lead back.
    std::optional<std::string> place = disk_.canonical(directory);
    if (!place || !seen_.insert(*place).second) return;
    for (const std::string& name : disk_.list(directory)) look_at(name, join_path(directory, name));
  }

  void look_at(const std::string& name, const std::string& path) {
    if (name.ends_with(".rs")) {
      if (Result<std::string> text = disk_.read(path)) add_signs(signs_, *text);
      return;
    }
    bool is_other_package = disk_.stamp(join_path(path, "Cargo.toml")).has_value();
    if (is_source_directory(name) && !is_other_package && disk_.is_directory(path)) look_into(path);
  }

  const Disk& disk_;
  std::set<std::string> seen_;
  Signs signs_;
};

/// What is known of packages, by their ids.
class Answers {
 public:
  Answers(Disk& disk, const SignsMemory& memory) : disk_(disk), memory_(memory) {
    if (memory_.session.empty()) return;
    Result<std::string> text = disk_.read(file());
    Result<std::vector<Field>> fields = text ? parse_fields(*text, file()) : std::vector<Field>{};
    if (!fields || fields->empty() || fields->front().value != memory_.session) return;
    for (const Field& field : *fields)
      if (field.keyword != "session")
        known_[field.value] = {field.keyword.find("assembly") != std::string::npos,
                               field.keyword.find("bootstrap") != std::string::npos};
  }

  Signs of(const Unit& unit) {
    auto [answer, is_new] = known_.try_emplace(unit.package.id);
    if (!is_new) return answer->second;
    is_changed_ = true;
    return answer->second = Search(disk_).find(directory_of(join_path(unit.directory, unit.source)));
  }

  Status keep() const {
    if (memory_.session.empty() || !is_changed_) return {};
    FieldWriter writer;
    writer.add("session", memory_.session);
    for (const auto& [package, signs] : known_)
      writer.add(std::string("signs") + (signs.assembly ? "-assembly" : "") + (signs.bootstrap ? "-bootstrap" : ""),
                 package);
    Result<bool> written = disk_.write(file(), writer.text());
    return written ? Status() : written.error();
  }

 private:
  std::string file() const { return join_path(memory_.directory, "source-signs"); }

  Disk& disk_;
  const SignsMemory& memory_;
  std::map<std::string, Signs> known_;
  bool is_changed_ = false;
};

}  // namespace

Result<SourceSigns> find_source_signs(Disk& disk, const CrateGraph& graph, const SignsMemory& memory) {
  Answers answers(disk, memory);
  SourceSigns found;
  for (const Unit& unit : graph.units) {
    if (unit.kind != UnitKind::compile || !unit.makes_rlib()) continue;
    Signs signs = answers.of(unit);
    if (signs.assembly) found.assembly.insert(unit.package.id);
    if (signs.bootstrap) found.bootstrap.insert(unit.package.name);
  }
  if (Status kept = answers.keep(); !kept) return kept.error();
  return found;
}

}  // namespace ferrule
