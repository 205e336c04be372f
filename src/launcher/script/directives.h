// What a build script prints for Cargo: `cargo::KEY=VALUE` lines. Rules and messages are Cargo's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/script_output.h"

namespace ferrule {

struct DirectiveRules {
  /// As Cargo describes the package, for messages.
  std::string package;
  /// The package's rust-version, or empty.
  std::string rust_version;
  /// Whether a script that sets RUSTC_BOOTSTRAP is only warned, as with a nightly compiler: it has no effect in
  /// either case.
  bool tolerates_bootstrap = false;
  /// As in an action: the targets that the package has.
  std::vector<std::string> link_targets = {};
};

/// The directives in `standard_output`, or Cargo's error for the first that is wrong.
Result<ScriptOutput> parse_directives(std::string_view standard_output, const DirectiveRules& rules);

/// The warnings, errors, and names of variables alone, for a script that has failed and whose other directives don't
/// count any more.
ScriptOutput parse_log_directives(std::string_view standard_output);

}  // namespace ferrule
