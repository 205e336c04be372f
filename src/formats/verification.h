// What the launcher found out about one library, or one run of a build script: does it give the same thing twice?
// `ferrule verify` reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

struct Verification {
  enum class Outcome {
    same,
    differs,
    failed,  // it can't be compiled now
  };
  Outcome outcome = Outcome::same;
  /// For `failed`: what rustc said.
  std::string message;
  /// For `differs`: the macro that is to blame, as "the derive macro `Order`"; several if it can't be told which of
  /// them, none if the expanded source doesn't differ.
  std::vector<std::string> macros;
  /// The crates of procedural macros that the library is given.
  std::vector<std::string> proc_macros;
  /// The first line of the expanded source that differs, in one run and the other.
  std::string one;
  std::string other;
  /// Paths of the checkout that it holds, where these were looked for: of a build script's run after the file's name.
  std::vector<std::string> paths = {};
  /// Of a build script's run: files in OUT_DIR, or lines of its output, that differ from run to run.
  std::vector<std::string> unsteady = {};
  bool operator==(const Verification&) const = default;
};

/// A field file.
std::string write_verification(const Verification& verification);
Result<Verification> parse_verification(std::string_view text, std::string_view origin);

}  // namespace ferrule
