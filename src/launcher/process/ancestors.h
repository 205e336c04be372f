// The processes above this one, one of which runs the build.
#pragma once

#include <sys/types.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

struct RunningProcess {
  pid_t id = 0;
  std::vector<std::string> arguments;
};

/// The nearest of them whose program has one of these names. Between it and this one there may be a shell, or a
/// program that measures or limits. Nothing if there is none, or no /proc.
std::optional<RunningProcess> find_ancestor(std::span<const std::string_view> names);

/// The path of a file in a process' directory in /proc.
std::string proc_file(pid_t process, std::string_view name);

}  // namespace ferrule
