// A variable that an edge has asked for by name (`rerun-if-env-changed` of a build script, `env!` and `option_env!`
// of a crate), and what it was. The launcher notes these as edges run. The generator and the look before each build
// compare them with how things are, and an edge that runs again from a bare environment finds its variables here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// Where they are, relative to the build directory: a directory, and in it one file for each edge that has asked for
/// any, named after the action's id.
inline constexpr std::string_view kRequestedVariablesDirectory = "ferrule/variables";

struct RequestedVariable {
  std::string name;
  /// Nothing if it was unset, or is a secret.
  std::optional<std::string> value;
  /// Of a secret: what its value is known again by.
  std::string digest = {};

  /// Whether the variable was set when the edge ran.
  bool was_set() const { return value || !digest.empty(); }
  /// Whether it was this; null for unset.
  bool was(const std::string* now) const;
  bool operator==(const RequestedVariable&) const = default;
};

/// `value` is null for a variable that is not set. A secret's isn't kept.
RequestedVariable requested_variable(std::string name, const std::string* value, bool is_secret);

/// LD_API_TOKEN, CC_TEST_REPORTER_SECRET: whatever the rest of the name is like.
bool sounds_secret(std::string_view name);

/// A line each: `env NAME=VALUE`, `secret NAME=DIGEST`, or `unset NAME`.
std::string write_requested_variables(const std::vector<RequestedVariable>& variables);
Result<std::vector<RequestedVariable>> parse_requested_variables(std::string_view text, std::string_view origin);

}  // namespace ferrule
