// `ferrule explain CRATE`: the edges of a package, what they wait for, why they ran last, and how to run them by
// hand.
#pragma once

#include <string>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

struct ExplainOptions {
  /// -C: as given; empty for the default of `ferrule generate`.
  std::string build_directory;
  std::string package;
};

Status explain(const CommandContext& context, const ExplainOptions& options);

}  // namespace ferrule
