// Has the launcher do the work of edges once more.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "command/verify/verified_edges.h"
#include "formats/verification.h"
#include "system/context.h"

namespace ferrule {

/// What is known after all has been done again, by package.
struct Findings {
  std::map<std::string, Verification> differing;  // libraries that compile to something different each time
  /// Libraries, and runs of build scripts, that are tied to their checkout.
  std::map<std::string, Verification> libraries, scripts;
  std::map<std::string, std::string> failed;  // with what rustc or the launcher said
};

/// Looks at `edges`, as many at a time as there are cores. `directory` is the build directory; with `for_cache`,
/// paths and build scripts are looked at too.
Findings verify_edges(const CommandContext& context, const std::string& directory, const std::string& launcher,
                      const std::vector<VerifiedEdge>& edges, bool for_cache);

}  // namespace ferrule
