// The pipe through which one tool gets tokens: `--jobserver-auth=R,W`. A token is a byte; the tool takes it out to
// start a thread, and puts it back when the thread has ended.
#pragma once

#include <array>
#include <optional>

#include "launcher/edge/make_flags.h"

namespace ferrule {

class TokenPipe {
 public:
  /// An empty pipe, closed on exec. Nothing if the system has no more files, or no /proc.
  static std::optional<TokenPipe> open();

  TokenPipe(TokenPipe&& other) noexcept;
  TokenPipe& operator=(TokenPipe&&) = delete;
  ~TokenPipe();

  JobserverAddress address() const { return {"", files_[0], files_[1]}; }

  /// How many tokens lie in it: nobody uses them.
  int unused() const;
  bool put();
  /// Takes one out. False if none is there; the tool may have been quicker.
  bool take();

 private:
  explicit TokenPipe(std::array<int, 3> files) : files_(files) {}

  /// Read end and write end; then the read end once more, as a file of its own that can be read without waiting while
  /// the tool's can't.
  std::array<int, 3> files_;
};

}  // namespace ferrule
