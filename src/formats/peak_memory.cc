#include "formats/peak_memory.h"

#include "base/field_table.h"
#include "base/strings.h"

namespace ferrule {

std::string peak_memory_file(std::string_view action_id) { return "ferrule/peaks/" + std::string(action_id); }

std::string write_peak_memory(std::int64_t kib) { return std::to_string(kib) + "\n"; }

std::int64_t parse_peak_memory(std::string_view text) {
  std::int64_t kib = 0;
  return read_number(trim(text), kib) && kib > 0 ? kib : 0;
}

}  // namespace ferrule
