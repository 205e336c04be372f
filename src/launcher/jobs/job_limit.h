// How many threads the rustc processes of one build may have. Nobody tells the launcher: ninja before 1.13 passes its
// -j on to none of its children.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace ferrule {

/// The program that runs the build's edges, the launcher among them.
struct BuildTool {
  pid_t process = 0;
  /// Its -j, if it was given one; 0 means without limit.
  std::optional<int> jobs;
};

/// ninja, samurai or n2, found among the processes above this one (between them there may be a shell). Nothing if it
/// is another program, or if there is no /proc.
std::optional<BuildTool> find_ninja();

/// The number behind ninja's -j in its arguments, if it is there: `-j4`, `-j 4`, `-vj4`.
std::optional<int> parse_ninja_jobs(const std::vector<std::string>& arguments);

/// How many processors this process may use, at least 1: by its affinity, and by the quota of its control groups.
int available_processors();

}  // namespace ferrule
