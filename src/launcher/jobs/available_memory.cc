#include "launcher/jobs/available_memory.h"

#include <algorithm>
#include <cstdint>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::int64_t kKibibyte = 1024, kMebibyte = 1024 * 1024;

using Bytes = std::optional<std::int64_t>;

/// The number that stands behind `name` on a line of its own: "MemAvailable:   23580784 kB", "inactive_file 4096".
Bytes number_behind(std::string_view name, std::string_view text) {
  for (std::string_view line : split(text, '\n')) {
    if (!consume_prefix(line, name)) continue;
    std::int64_t number = 0;
    if (read_number(split_once(trim(line), ' ').first, number)) return number;
  }
  return std::nullopt;
}

/// The number that is all of a file; nothing for "max".
Bytes number_in(const std::string& path) {
  Result<std::string> text = read_file(path);
  std::int64_t number = 0;
  if (!text || !read_number(trim(*text), number)) return std::nullopt;
  return number;
}

/// How the files of one version of control groups are called.
struct Names {
  std::string_view limit, usage, inactive, active;
};
constexpr Names kSecond = {"/memory.max", "/memory.current", "inactive_file ", "active_file "};
constexpr Names kFirst = {"/memory.limit_in_bytes", "/memory.usage_in_bytes", "total_inactive_file ",
                          "total_active_file "};

enum class Wanted { available, total };

/// `machine` is what the machine has.
Bytes left_in_group(const std::string& group, const Names& names, Wanted wanted, const Bytes& machine) {
  const Bytes limit = number_in(group + std::string(names.limit));
  if (!limit || wanted == Wanted::total) return limit;
  // What the group has taken the machine doesn't have either. (The kernel takes its time for the files below.)
  if (machine && *limit >= *machine) return std::nullopt;
  const Bytes usage = number_in(group + std::string(names.usage));
  if (!usage) return std::nullopt;
  // A build reads and writes enough to fill any limit with what could be dropped at once.
  std::int64_t cached = 0;
  if (Result<std::string> text = read_file(group + "/memory.stat"))
    cached = number_behind(names.inactive, *text).value_or(0) + number_behind(names.active, *text).value_or(0);
  return std::max<std::int64_t>(*limit - *usage + std::min(cached, *usage), 0);
}

/// The least that is left in a control group of this process or one around it.
Bytes left_in_groups(const std::string& root, Wanted wanted, const Bytes& machine) {
  Result<std::string> text = read_file(root + "/proc/self/cgroup");
  if (!text) return std::nullopt;
  Bytes least;
  // "0::/user.slice" or "9:memory:/docker/…"
  for (std::string_view line : split(*text, '\n')) {
    const Halves number = split_once(line, ':'), names_and_path = split_once(number.second, ':');
    const bool is_second = names_and_path.first.empty();
    if (!names_and_path.found || (!is_second && names_and_path.first != "memory")) continue;
    const std::string mounted = root + (is_second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory");
    // In a container its own group is mounted at the top, whatever its name is.
    for (std::string group(names_and_path.second);; group = directory_of(group)) {
      if (group == "/" || group == ".") group.clear();
      if (Bytes left = left_in_group(mounted + group, is_second ? kSecond : kFirst, wanted, machine))
        least = std::min(least.value_or(*left), *left);
      if (group.empty()) break;
    }
  }
  return least;
}

std::optional<Mebibytes> memory(const std::string& root, Wanted wanted) {
  Bytes total, bytes;
  if (Result<std::string> text = read_file(root + "/proc/meminfo")) {
    const auto named = [&](std::string_view name) -> Bytes {
      const Bytes kibibytes = number_behind(name, *text);
      return kibibytes ? Bytes(*kibibytes * kKibibyte) : std::nullopt;
    };
    total = named("MemTotal:");
    bytes = wanted == Wanted::total ? total : named("MemAvailable:");
  }
  if (Bytes left = left_in_groups(root, wanted, total)) bytes = std::min(bytes.value_or(*left), *left);
  if (!bytes) return std::nullopt;
  return *bytes / kMebibyte;
}

}  // namespace

std::optional<Mebibytes> available_memory(const std::string& root) { return memory(root, Wanted::available); }

std::optional<Mebibytes> total_memory(const std::string& root) { return memory(root, Wanted::total); }

}  // namespace ferrule
