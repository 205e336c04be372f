// The directory in which an edge's tool writes before its outputs are whole.
#pragma once

#include <string>

#include "base/result.h"

namespace ferrule {

/// A directory that is empty when it is made and goes when this object does. As long as it lives another launcher
/// with the same directory waits, as when two builds run in one build directory.
class ScratchDirectory {
 public:
  /// Makes `path`, or takes it over, emptied, from a build that was killed. Its parent goes with it, if nothing else
  /// is in there.
  static Result<ScratchDirectory> make(const std::string& path);

  ScratchDirectory(ScratchDirectory&& other) noexcept;
  ScratchDirectory& operator=(ScratchDirectory&&) = delete;
  ~ScratchDirectory();

  const std::string& path() const { return path_; }

 private:
  ScratchDirectory(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  std::string path_;
  int fd_;
};

/// Removes all that is in the directory `fd`; closes nothing.
void empty_directory(int fd);

}  // namespace ferrule
