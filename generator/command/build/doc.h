// `ferrule doc`: builds the documentation, as `cargo doc` does.
#pragma once

#include "base/result.h"
#include "command/build/build_options.h"
#include "command/build/kept_diagnostics.h"
#include "system/context.h"

namespace ferrule {

struct DocOptions {
  /// With --no-deps and --document-private-items.
  BuildOptions build;
  MessageFormat format = MessageFormat::human;
  /// --open: show the first crate of those that were asked for in a browser.
  bool opens = false;
};

/// Generates where that is needed, with documentation, and builds the target `doc`. Warnings of crates that were up
/// to date are shown again. With MessageFormat::json, standard output has Cargo's objects, as that of check(). Fails
/// if some crate could not be documented.
Status doc(const CommandContext& context, const DocOptions& options);

}  // namespace ferrule
