#include "emit/job_settings_file.h"

#include "base/files.h"

namespace ferrule {

Status write_job_settings_file(Disk& disk, const std::string& directory, const JobSettings& settings) {
  const std::string path = join_path(directory, kJobSettingsFile);
  const std::string text = write_job_settings(settings);
  if (text.empty()) return disk.stamp(path) ? disk.remove(path) : Status();
  Result<bool> written = disk.write(path, text);
  if (!written) return written.error();
  return {};
}

Status write_memory_limit_file(Disk& disk, const std::string& directory, const MemoryLimit& limit) {
  const std::string path = join_path(directory, kJobSettingsFile);
  JobSettings settings;
  if (disk.stamp(path)) {
    Result<std::string> text = disk.read(path);
    if (!text) return text.error();
    Result<JobSettings> before = parse_job_settings(*text, path);
    if (!before) return before.error();
    settings = *before;
  }
  if (settings.memory == limit) return {};
  settings.memory = limit;
  return write_job_settings_file(disk, directory, settings);
}

}  // namespace ferrule
