#include "base/fields.h"

#include "base/escape.h"
#include "base/strings.h"

namespace ferrule {

void FieldWriter::add(std::string_view keyword, std::string_view value) {
  text_ += keyword;
  text_ += ' ';
  text_ += escape(value, Grammar::field);
  text_ += '\n';
}

Result<std::vector<std::vector<Field>>> parse_records(std::string_view text, std::string_view origin) {
  std::vector<std::vector<Field>> records;
  std::vector<Field> record;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    Halves line = split_once(text, '\n');
    auto where = [&] { return std::string(origin) + ":" + std::to_string(number); };
    if (!line.found) return Error{"the last line is cut off", where()};
    text = line.second;
    if (line.first.empty()) {
      if (!record.empty()) records.push_back(std::move(record));
      record.clear();
      continue;
    }
    Halves parts = split_once(line.first, ' ');
    if (!parts.found) return Error{"a line without a value", where()};
    Result<std::string> value = unescape_field(parts.second);
    if (!value) return Error{value.error().message, where()};
    record.push_back({std::string(parts.first), std::move(*value)});
  }
  if (!record.empty()) records.push_back(std::move(record));
  return records;
}

Result<std::vector<Field>> parse_fields(std::string_view text, std::string_view origin) {
  Result<std::vector<std::vector<Field>>> records = parse_records(text, origin);
  if (!records) return records.error();
  if (records->empty()) return std::vector<Field>{};
  if (records->size() > 1) return Error{"more than one record", std::string(origin)};
  return std::move(records->front());
}

}  // namespace ferrule
