#include "formats/job_settings.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace ferrule {

namespace {

FieldTable<JobSettings> table() {
  return FieldTable<JobSettings>()
      .other(
          "jobserver",
          [](const JobSettings& settings, const auto& add) {
            if (!settings.jobserver) add("off");
          },
          [](JobSettings& settings, std::string_view text) {
            settings.jobserver = text == "on";
            return settings.jobserver || text == "off";
          })
      .other(
          "jobs",
          [](const JobSettings& settings, const auto& add) {
            if (settings.jobs > 0) add(std::to_string(settings.jobs));
          },
          [](JobSettings& settings, std::string_view text) {
            return read_number(text, settings.jobs) && settings.jobs > 0;
          })
      .part(&JobSettings::memory, memory_limit_table());
}

/// Of a unit as it is spelled behind the number: the power of 1024.
std::optional<int> power_of(std::string_view unit) {
  constexpr std::string_view kLetters = "KMGT";
  if (unit.empty() || unit == "B" || unit == "b") return 0;
  const std::size_t power = kLetters.find(static_cast<char>(std::toupper(static_cast<unsigned char>(unit.front()))));
  const std::string_view rest = unit.substr(1);
  if (power == std::string_view::npos || !(rest.empty() || rest == "B" || rest == "b" || rest == "iB"))
    return std::nullopt;
  return static_cast<int>(power) + 1;
}

}  // namespace

std::optional<MemoryLimit> parse_memory_limit(std::string_view text) {
  constexpr std::int64_t kFactor = 1024, kMebibyte = kFactor * kFactor;
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  std::int64_t number = 0;
  if (!read_number(text.substr(0, end), number) || number == 0) return std::nullopt;
  const std::string_view unit = text.substr(end);
  if (unit == "%") {
    if (number > 100) return std::nullopt;
    return MemoryLimit{0, static_cast<int>(number)};
  }
  const std::optional<int> power = power_of(unit);
  if (!power) return std::nullopt;
  for (int i = 0; i < *power; ++i) {
    if (number > std::numeric_limits<std::int64_t>::max() / kFactor) return std::nullopt;
    number *= kFactor;
  }
  if (number < kMebibyte) return std::nullopt;
  return MemoryLimit{number / kMebibyte, 0};
}

std::string write_memory_limit(const MemoryLimit& limit) {
  return limit.percent > 0 ? std::to_string(limit.percent) + "%" : std::to_string(limit.mebibytes) + "M";
}

FieldTable<MemoryLimit> memory_limit_table() {
  return FieldTable<MemoryLimit>().other(
      "memory",
      [](const MemoryLimit& limit, const auto& add) {
        if (limit.is_given()) add(write_memory_limit(limit));
      },
      [](MemoryLimit& limit, std::string_view text) {
        const std::optional<MemoryLimit> read = parse_memory_limit(text);
        limit = read.value_or(MemoryLimit());
        return read.has_value();
      });
}

std::string write_job_settings(const JobSettings& settings) { return table().write(settings); }

Result<JobSettings> parse_job_settings(std::string_view text, std::string_view origin) {
  return table().read(text, origin);
}

}  // namespace ferrule
