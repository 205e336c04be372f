// What an edge of kind `unlinked` makes: all that rustc hands to the linker for an executable or a procedural macro,
// kept until the libraries are there too.
//
// rustc gives the linker files that are gone when it ends: its objects, and lists of symbols. They are members of the
// archive; its first member, `call`, is a field file with the linker's arguments.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace ferrule {

struct KeptFile {
  std::string path;  // where it is
  std::string name;  // what the arguments call it: a file in `directory`
};

struct Unlinked {
  /// The directory that rustc wrote to, absolute. Wherever an argument names it, it means the directory that the
  /// archive is unpacked to.
  std::string directory;
  /// The PATH that rustc looks up the linker in: its own, and the toolchain's.
  std::string search_path;
  /// The linker's arguments.
  std::vector<std::string> words;
  /// The files among them that are gone later.
  std::vector<KeptFile> files;
  /// Why nothing can be linked of all that; empty if it can. Then rustc must compile again when the libraries are
  /// there.
  std::string obstacle;
};

/// Writes the archive `path`, reading the files.
Status write_unlinked(const Unlinked& unlinked, const std::string& path);

/// Reads the archive `path`. Its files are written to `directory`, which takes the place of the one that rustc wrote
/// to in all of the value.
Result<Unlinked> unpack_unlinked(const std::string& path, const std::string& directory);

}  // namespace ferrule
