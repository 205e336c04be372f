#include "emit/action_file.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kSelectionVariable = "env CARGO_PRIMARY_PACKAGE=1";
constexpr std::string_view kLinkTarget = "link-target ";

/// Whether each kind of target that the script could name before is still there.
bool keeps_link_targets(std::string_view before, std::string_view now) {
  const std::vector<std::string_view> lines = split(now, '\n');
  for (std::string_view line : split(before, '\n'))
    if (line.starts_with(kLinkTarget) && std::find(lines.begin(), lines.end(), line) == lines.end()) return false;
  return true;
}

/// The text without the lines that don't matter.
std::string work_of(std::string_view text) {
  std::string work;
  for (std::string_view line : split(text, '\n'))
    if (line != kSelectionVariable && !line.starts_with(kLinkTarget)) (work += line) += '\n';
  return work;
}

}  // namespace

bool is_same_work(std::string_view before, std::string_view now) {
  return before == now || (work_of(before) == work_of(now) && keeps_link_targets(before, now));
}

Status update_action(Disk& disk, const std::string& path, const std::string& text) {
  Result<std::string> old = disk.read(path);
  std::optional<FileStamp> stamp = disk.stamp(path);
  Result<bool> written = disk.write(path, text);
  if (!written) return written.error();
  bool keeps_time = *written && old && stamp && is_same_work(*old, text);
  return keeps_time ? disk.set_time(path, stamp->modified_ns) : Status();
}

}  // namespace ferrule
