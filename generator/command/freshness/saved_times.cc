#include "command/freshness/saved_times.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "base/fields.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kFormat = "1";

std::optional<std::string> content_of(const Disk& disk, const std::string& path) {
  if (disk.is_directory(path)) return fmt::format("{}", fmt::join(disk.list(path), "\n"));
  Result<std::string> text = disk.read(path);
  if (!text) return std::nullopt;
  return std::move(*text);
}

/// 128 bits.
std::string checksum_of(std::string_view text) { return hex(digest(text)) + hex(digest(text, text.size() + 1)); }

}  // namespace

std::optional<SavedTime> time_and_checksum(const Disk& disk, const std::string& path) {
  const std::optional<FileStamp> before = disk.stamp(path);
  if (!before) return std::nullopt;
  const std::optional<std::string> text = content_of(disk, path);
  if (!text || disk.stamp(path) != before) return std::nullopt;
  return SavedTime{before->modified_ns, checksum_of(*text)};
}

std::string write_saved_times(const SavedTimes& times) {
  FieldWriter writer;
  writer.add("ferrule-freshness", kFormat);
  for (const auto& [path, saved] : times)
    writer.add("file", fmt::format("{} {} {}", saved.modified_ns, saved.checksum, path));
  return writer.text();
}

Result<SavedTimes> parse_saved_times(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  const Error foreign{"not a file of this Ferrule", std::string(origin),
                      "build, and run `ferrule freshness save` again"};
  if (fields->empty() || fields->front().keyword != "ferrule-freshness" || fields->front().value != kFormat)
    return foreign;
  SavedTimes times;
  for (std::size_t i = 1; i < fields->size(); ++i) {
    const auto& [keyword, value] = (*fields)[i];
    const Halves time = split_once(value, ' '), rest = split_once(time.second, ' ');
    SavedTime saved{0, std::string(rest.first)};
    const char* end = time.first.data() + time.first.size();
    const bool is_number = std::from_chars(time.first.data(), end, saved.modified_ns).ptr == end;
    if (keyword != "file" || !is_number || !rest.found) return foreign;
    times.emplace(std::string(rest.second), std::move(saved));
  }
  return times;
}

}  // namespace ferrule
