#include "emit/action_file.h"

namespace ferrule {

namespace {

constexpr std::string_view kSelectionVariable = "\nenv CARGO_PRIMARY_PACKAGE=1\n";

/// The text without that line.
std::string without_selection(std::string_view text) {
  std::string rest(text);
  if (std::size_t at = rest.find(kSelectionVariable); at != std::string::npos)
    rest.erase(at, kSelectionVariable.size() - 1);
  return rest;
}

}  // namespace

bool is_same_work(std::string_view action, std::string_view other) {
  return action == other || without_selection(action) == without_selection(other);
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
