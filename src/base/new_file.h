// A file while it is written, piece by piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ferrule {

/// Replaces what is at its path from the first piece on. Where it isn't finished nothing is left of it; but whoever
/// is killed half way leaves half a file.
class NewFile {
 public:
  /// Errors of writing call it `called`.
  NewFile(std::string path, std::string called);
  explicit NewFile(const std::string& path) : NewFile(path, path) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  Status write(std::string_view bytes);

  /// Adds `count` bytes of the open file `from`, from its byte `offset` on. `called` is what errors call that file.
  Status copy(int from, std::uint64_t offset, std::uint64_t count, const std::string& called);

  /// All of it is there.
  Status finish();

 private:
  Status open();

  std::string path_, called_;
  int fd_ = -1;
};

}  // namespace ferrule
