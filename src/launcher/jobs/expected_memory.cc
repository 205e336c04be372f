#include "launcher/jobs/expected_memory.h"

#include <dirent.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/files.h"
#include "formats/peak_memory.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

/// Of most crates rustc takes less, in the builds that this was measured in.
constexpr Mebibytes kCompiler = 192;
/// A linker has its inputs and its output in memory: with debuginfo GNU ld took 3 MiB for each of 180 libraries.
constexpr Mebibytes kLibrary = 4;

/// Whether an edge links whatever the build has made: not so build scripts and procedural macros, which have few
/// dependencies.
bool links_much(EdgeKind kind) {
  return kind == EdgeKind::executable || kind == EdgeKind::test || kind == EdgeKind::cdylib ||
         kind == EdgeKind::dylib || kind == EdgeKind::staticlib;
}

/// How many libraries there are. Only their names: an edge looks at no file that it doesn't depend on.
std::int64_t number_of_libraries(const std::string& directory) {
  DIR* files = opendir(directory.c_str());
  if (files == nullptr) return 0;
  std::int64_t number = 0;
  while (const dirent* file = readdir(files))
    if (std::string_view(file->d_name).ends_with(".rlib")) ++number;
  closedir(files);
  return number;
}

}  // namespace

Mebibytes expected_memory(const Action& action, const std::string& build_directory) {
  if (Result<std::string> text = read_file(join_path(build_directory, peak_memory_file(action.id))))
    if (const std::int64_t kib = parse_peak_memory(*text); kib > 0) return (kib + 1023) / 1024;
  if (!links_much(action.kind)) return kCompiler;
  return std::max(kCompiler, kLibrary * number_of_libraries(join_path(build_directory, kFullDirectory)));
}

}  // namespace ferrule
