// Field files: the one text format of everything that Ferrule's two programs tell each other (actions, build-script
// outputs, recorded commands).
//
// A line is a keyword, a space, and a value, in which backslash, newline and carriage return are written \\, \n and
// \r. An empty line ends a record. So any string of a user's fits on one line, and a diff of two files shows what
// differs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

struct Field {
  std::string keyword;
  std::string value;
};

/// Builds the text of a field file.
class FieldWriter {
 public:
  void add(std::string_view keyword, std::string_view value);
  /// Ends the record; what follows is the next one.
  void end_record() { text_ += '\n'; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The fields of one record. `origin` is the file's name, for errors, which carry the line's number.
Result<std::vector<Field>> parse_fields(std::string_view text, std::string_view origin);

/// The records of a file that holds several.
Result<std::vector<std::vector<Field>>> parse_records(std::string_view text, std::string_view origin);

}  // namespace ferrule
