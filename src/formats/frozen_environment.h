// What `ferrule generate` has kept of its caller's environment, so that a build from a bare one (an IDE's) means the
// same. Apart from the actions, so that a new PATH rebuilds nothing, as with Cargo.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/action.h"

namespace ferrule {

/// Where it stands, relative to the build directory.
inline constexpr std::string_view kFrozenEnvironmentFile = "ferrule/environment";

/// The same for edges that may run on other machines: no more than what is the same on all of them. Written where
/// there are such edges.
inline constexpr std::string_view kPortableEnvironmentFile = "ferrule/portable-environment";

struct FrozenEnvironment {
  std::vector<EnvironmentVariable> variables;
  /// The names of those in which the caller of ninja has no say: given with their values, or by `force` in Cargo's
  /// [env].
  std::set<std::string, std::less<>> fixed = {};
  /// The names of those that the caller of ninja may set to something else: from Cargo's [env], without `force`.
  std::set<std::string, std::less<>> defaults = {};
  /// --closed-environment: edges see these, and nothing of what ninja was called with.
  bool is_closed = false;

  /// Null if the variable wasn't kept.
  const std::string* find(std::string_view name) const;
  /// Whether the user wants RUSTC_BOOTSTRAP on everything.
  bool has_bootstrap() const;
  bool operator==(const FrozenEnvironment&) const = default;
};

/// One line each: `env NAME=VALUE`, `fixed NAME=VALUE` or `default NAME=VALUE`; before them, `closed yes` if it is.
std::string write_frozen_environment(const FrozenEnvironment& environment);
Result<FrozenEnvironment> parse_frozen_environment(std::string_view text, std::string_view origin);

}  // namespace ferrule
