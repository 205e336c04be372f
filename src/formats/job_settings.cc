#include "formats/job_settings.h"

#include <charconv>
#include <vector>

#include "base/fields.h"

namespace ferrule {

std::string write_job_settings(const JobSettings& settings) {
  FieldWriter writer;
  if (!settings.jobserver) writer.add("jobserver", "off");
  if (settings.jobs > 0) writer.add("jobs", std::to_string(settings.jobs));
  return writer.text();
}

Result<JobSettings> parse_job_settings(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  JobSettings settings;
  for (const Field& field : *fields) {
    const char* end = field.value.data() + field.value.size();
    bool understood = false;
    if (field.keyword == "jobserver") {
      settings.jobserver = field.value == "on";
      understood = settings.jobserver || field.value == "off";
    } else if (field.keyword == "jobs") {
      understood = std::from_chars(field.value.data(), end, settings.jobs).ptr == end && settings.jobs > 0;
    }
    if (!understood)
      return Error{"cannot understand `" + field.keyword + " " + field.value + "`", std::string(origin),
                   "run `ferrule generate` again in this build directory"};
  }
  return settings;
}

}  // namespace ferrule
