// What the processes of each edge looked at, as strace has written it down.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ferrule::test {

struct Access {
  enum class Kind {
    read,    // opened, looked up or run, and it is there
    absent,  // looked for, and not there
    list,    // a directory whose names were read
  };
  Kind kind;
  std::string path;  // absolute, without `.` and `..`

  auto operator<=>(const Access&) const = default;
};

struct EdgeAccesses {
  std::set<Access> accesses;
  /// What the edge made, moved or deleted itself.
  std::set<std::string> own;
};

/// strace's options, up to the command: one file for each thread, `prefix` and its number.
std::vector<std::string> strace_words(const std::string& prefix);

/// By the action file that the launcher was called with, relative to the build directory: what it, and all that it
/// started, looked at. `start`: where the first process ran, the build directory.
std::map<std::string, EdgeAccesses> read_traces(const std::string& directory, const std::string& start);

}  // namespace ferrule::test
