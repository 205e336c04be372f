// Which symbol mangling rustc uses where nobody asks for one: with RUSTC_BOOTSTRAP it may be another than without,
// and the user's flags may change it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

/// Those words of a rustc command that may have a say in it, joined by newlines: none for most crates.
std::string mangling_flags(const std::vector<std::string>& command);

struct ManglingQuestion {
  std::string rustc;
  std::string directory;
  const Environment& environment;
  std::string scratch;  // an existing directory that may be written to
  std::string flags;    // as mangling_flags() gives them
};

/// Looks at a symbol's name in assembly. "legacy" or "v0", whichever an ordinary call uses, if a call with
/// RUSTC_BOOTSTRAP=1 would use the other; else empty.
Result<std::string> find_mangling(Disk& disk, Processes& processes, const ManglingQuestion& question);

}  // namespace ferrule
