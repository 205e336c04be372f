#include "plan/splits/split_plan.h"

#include "base/field_table.h"

namespace ferrule {

namespace {

/// One record: that of the whole plan has only `cores`, the others are units.
struct PlanRecord {
  int cores = 0;
  std::string unit;
  UnitTimes times;
  Split split = Split::open;
};

FieldTable<PlanRecord> table() {
  FieldTable<UnitTimes> times;
  times.number("whole", &UnitTimes::whole)
      .number("metadata", &UnitTimes::metadata)
      .number("codegen", &UnitTimes::codegen);
  return FieldTable<PlanRecord>()
      .number("cores", &PlanRecord::cores)
      .text("unit", &PlanRecord::unit)
      .part(&PlanRecord::times, times)
      .word("split", &PlanRecord::split, {{Split::yes, "yes"}, {Split::no, "no"}})
      .help("run `ferrule generate --replan` in this build directory");
}

}  // namespace

std::string SplitPlan::text() const {
  FieldWriter writer;
  const FieldTable<PlanRecord> fields = table();
  fields.write(writer, {cores, {}, {}, Split::open});
  writer.end_record();
  for (const auto& [id, entry] : units) {
    fields.write(writer, {0, id, entry.times, entry.split});
    writer.end_record();
  }
  return writer.text();
}

Result<SplitPlan> SplitPlan::parse(std::string_view text, std::string_view origin) {
  Result<std::vector<std::vector<Field>>> records = parse_records(text, origin);
  if (!records) return records.error();
  SplitPlan plan;
  const FieldTable<PlanRecord> fields = table();
  for (const std::vector<Field>& record : *records) {
    Result<PlanRecord> read = fields.read(record, origin);
    if (!read) return read.error();
    if (read->unit.empty()) plan.cores = read->cores;
    else plan.units[read->unit] = {read->times, read->split};
  }
  return plan;
}

}  // namespace ferrule
