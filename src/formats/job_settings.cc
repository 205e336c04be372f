#include "formats/job_settings.h"

#include "base/field_table.h"

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
          });
}

}  // namespace

std::string write_job_settings(const JobSettings& settings) { return table().write(settings); }

Result<JobSettings> parse_job_settings(std::string_view text, std::string_view origin) {
  return table().read(text, origin);
}

}  // namespace ferrule
