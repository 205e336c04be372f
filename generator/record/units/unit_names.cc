#include "record/units/unit_names.h"

#include "record/units/rustc_arguments.h"

namespace ferrule {

namespace {

/// An executable may be called anything, and an id stands in commands: it keeps only what no shell and no ninja file
/// reads as more than a letter.
std::string safe_id(std::string_view wanted) {
  std::string id(wanted);
  for (char& c : id) {
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (!is_letter && std::string_view("_-.+@").find(c) == std::string_view::npos) c = '_';
  }
  return id;
}

}  // namespace

std::string key_of(const RecordedCommand& command, const RecordingPlace& place) {
  switch (command.tool) {
    case RecordedTool::rustc:
    case RecordedTool::documentation:
      return parse_rustc_command_line(command.arguments, place.recording_target).unit_path();
    case RecordedTool::build_script: return *command.variable("OUT_DIR");
    case RecordedTool::test: return "test run " + command.program;
    case RecordedTool::rustdoc: break;
  }
  std::string key = "doc test " + command.directory;
  for (const std::string& argument : command.arguments) key += "\n" + argument;
  return key;
}

std::optional<UnitIndex> UnitNames::find(const std::string& key) const {
  auto unit = units_.find(key);
  if (unit == units_.end()) return std::nullopt;
  return unit->second;
}

UnitIndex UnitNames::demand(const std::string& key) {
  if (std::optional<UnitIndex> unit = find(key)) return *unit;
  if (failure_) failure_ = Error{"the recording lacks the unit of `" + key + "`", {}, "run `ferrule generate` again"};
  return 0;
}

std::string UniqueIds::make(UnitKind kind, std::string_view wanted) {
  const std::string base = safe_id(wanted);
  auto key = [&](const std::string& id) { return std::to_string(static_cast<int>(kind)) + id; };
  std::string id = base;
  for (int n = 2; !taken_.insert(key(id)).second; ++n) id = base + "." + std::to_string(n);
  return id;
}

}  // namespace ferrule
