// The SVH (strict version hash) of a crate: by which dependents identify the exact crate they were compiled against.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "launcher/edge/environment.h"

namespace ferrule {

/// The SVH of the crate in `archive`, as rustc prints it; empty if it doesn't tell. `command` is the command that
/// compiled it, of which only the compiler matters, and `environment` that command's.
///
/// The option that shows it is unstable: this runs rustc with RUSTC_BOOTSTRAP, but compiles nothing. About 20 ms.
std::string svh(const std::vector<std::string>& command, Environment environment, const std::string& archive);

/// The SVH as it stands in a crate's metadata (`lib.rmeta`), in rustc's own order of bytes; empty where they look
/// otherwise than those of rustc 1.95 to 1.97 (`MetadataBlob` and `CrateHeader` in its rustc_metadata/src/rmeta).
///
/// Good for a first look: metadata in which it differs have different SVHs, or else come from a compiler that nobody
/// has tried. That two are the same only rustc can say.
std::string_view svh_in_metadata(std::string_view metadata);

/// Whether the crates in two .rlib archives have the same SVH. Where their metadata are equal nobody needs to be
/// asked.
Result<bool> have_same_svh(const std::vector<std::string>& command, const Environment& environment,
                           const std::string& one, const std::string& other);

}  // namespace ferrule
