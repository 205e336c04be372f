#include "plan/times/known_times.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/field_table.h"
#include "plan/edges/layout.h"
#include "plan/times/stable_name.h"

namespace ferrule {

namespace {

using Log = std::unordered_map<std::string_view, const LoggedOutput*>;

std::optional<Milliseconds> time_of(const Log& log, const std::string& output) {
  auto found = log.find(output);
  if (found == log.end()) return std::nullopt;
  return found->second->time;
}

/// Whether both outputs come from one run: the library was fused then.
bool is_one_run(const Log& log, const std::string& a, const std::string& b) {
  auto first = log.find(a), second = log.find(b);
  if (first == log.end() || second == log.end()) return false;
  return first->second->command_hash == second->second->command_hash && first->second->start == second->second->start;
}

/// Looks up the edges of units in a log.
class Measurer {
 public:
  Measurer(const CrateGraph& graph, std::span<const LoggedOutput> log) : graph_(graph), layout_(graph) {
    for (const LoggedOutput& logged : log) log_[logged.output] = &logged;
    for (const Unit& unit : graph.units)
      if (unit.kind == UnitKind::build_script_run && unit.program) script_paths_[*unit.program] = unit.program_path;
  }

  MeasuredTimes measure(UnitIndex index) const {
    const Unit& unit = graph_.units[index];
    if (unit.kind == UnitKind::build_script_run) return {time_of(log_, layout_.script_output(unit)), {}, {}};
    if (unit.kind != UnitKind::compile || unit.is_foreign) return {};
    if (auto script = script_paths_.find(index); script != script_paths_.end())
      return {time_of(log_, script->second), {}, {}};
    if (unit.is_test || !unit.is_pure_library()) {
      std::string type = unit.is_test || unit.crate_types.empty() ? "bin" : unit.crate_types.front();
      std::optional<Milliseconds> last = time_of(log_, layout_.artifact(unit, type));
      if (std::optional<Milliseconds> compiling = time_of(log_, layout_.unlinked(unit))) return {{}, compiling, last};
      return {last, {}, {}};
    }
    std::string hollow = layout_.hollow(unit), full = layout_.artifact(unit, "rlib");
    if (is_one_run(log_, hollow, full)) return {time_of(log_, full), {}, {}};
    return {{}, time_of(log_, hollow), time_of(log_, full)};
  }

 private:
  const CrateGraph& graph_;
  Layout layout_;
  Log log_;
  std::unordered_map<UnitIndex, std::string> script_paths_;
};

bool is_incremental(const Unit& unit) {
  return std::any_of(unit.command.begin(), unit.command.end(), [](const UnitArgument& argument) {
    return std::holds_alternative<IncrementalDirectory>(argument);
  });
}

void take(std::optional<Milliseconds>& known, std::optional<Milliseconds> now, bool longest) {
  if (now) known = known && longest ? std::max(*known, *now) : *now;
}

/// A unit's record in the file.
struct TimesRecord {
  std::string unit;
  std::string name;
  MeasuredTimes times;
};

FieldTable<TimesRecord> table() {
  FieldTable<MeasuredTimes> times;
  times.number("whole", &MeasuredTimes::whole)
      .number("metadata", &MeasuredTimes::metadata)
      .number("codegen", &MeasuredTimes::codegen);
  return FieldTable<TimesRecord>()
      .text("unit", &TimesRecord::unit)
      .text("name", &TimesRecord::name)
      .part(&TimesRecord::times, times);
}

}  // namespace

void KnownTimes::learn(const CrateGraph& graph, std::span<const LoggedOutput> log) {
  Measurer measurer(graph, log);
  for (UnitIndex index = 0; index < graph.units.size(); ++index) {
    const Unit& unit = graph.units[index];
    MeasuredTimes now = measurer.measure(index);
    if (now == MeasuredTimes{}) continue;
    Record& record = records_[unit.id];
    record.name = stable_name(unit);
    bool longest = is_incremental(unit);
    take(record.times.whole, now.whole, longest);
    take(record.times.metadata, now.metadata, longest);
    take(record.times.codegen, now.codegen, longest);
  }
  forget_all_but(graph);
}

/// Units that are gone stay while they are the only ones of their name.
void KnownTimes::forget_all_but(const CrateGraph& graph) {
  std::set<std::string_view> ids, names;
  for (const Unit& unit : graph.units)
    if (auto record = records_.find(unit.id); record != records_.end()) {
      ids.insert(record->first);
      names.insert(record->second.name);
    }
  std::erase_if(records_, [&](const auto& record) {
    return !ids.contains(record.first) && names.contains(record.second.name);
  });
}

MeasuredTimes KnownTimes::find(const Unit& unit) const {
  if (auto record = records_.find(unit.id); record != records_.end()) return record->second.times;
  std::string name = stable_name(unit);
  for (const auto& [id, record] : records_)
    if (record.name == name) return record.times;
  return {};
}

std::string KnownTimes::text() const {
  FieldWriter writer;
  const FieldTable<TimesRecord> fields = table();
  for (const auto& [id, record] : records_) {
    fields.write(writer, {id, record.name, record.times});
    writer.end_record();
  }
  return writer.text();
}

Result<KnownTimes> KnownTimes::parse(std::string_view text, std::string_view origin) {
  Result<std::vector<std::vector<Field>>> records = parse_records(text, origin);
  if (!records) return records.error();
  KnownTimes known;
  const FieldTable<TimesRecord> fields = table();
  for (const std::vector<Field>& record : *records) {
    Result<TimesRecord> read = fields.read(record, origin);
    if (!read) return read.error();
    known.records_[read->unit] = {read->name, read->times};
  }
  return known;
}

}  // namespace ferrule
