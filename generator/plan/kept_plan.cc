#include "plan/kept_plan.h"

#include <charconv>

#include "action/fields.h"

namespace ferrule {

namespace {

Milliseconds number(std::string_view text) {
  Milliseconds value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string KeptPlan::text() const {
  FieldWriter writer;
  writer.add("cores", std::to_string(cores));
  writer.end_record();
  for (const auto& [id, entry] : units) {
    writer.add("unit", id);
    writer.add("whole", std::to_string(entry.times.whole));
    if (entry.times.metadata != 0) writer.add("metadata", std::to_string(entry.times.metadata));
    if (entry.times.codegen != 0) writer.add("codegen", std::to_string(entry.times.codegen));
    if (entry.split != Split::open) writer.add("split", entry.split == Split::yes ? "yes" : "no");
    writer.end_record();
  }
  return writer.text();
}

Result<KeptPlan> KeptPlan::parse(std::string_view text, std::string_view origin) {
  Result<std::vector<std::vector<Field>>> records = parse_records(text, origin);
  if (!records) return records.error();
  KeptPlan plan;
  for (const std::vector<Field>& fields : *records) {
    std::string id;
    Entry entry;
    for (const Field& field : fields) {
      if (field.keyword == "cores") plan.cores = static_cast<int>(number(field.value));
      else if (field.keyword == "unit") id = field.value;
      else if (field.keyword == "whole") entry.times.whole = number(field.value);
      else if (field.keyword == "metadata") entry.times.metadata = number(field.value);
      else if (field.keyword == "codegen") entry.times.codegen = number(field.value);
      else if (field.keyword == "split") entry.split = field.value == "yes" ? Split::yes : Split::no;
    }
    if (!id.empty()) plan.units[id] = entry;
  }
  return plan;
}

}  // namespace ferrule
