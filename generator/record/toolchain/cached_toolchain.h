// find_toolchain(), for many calls: asking rustc takes a fifth of a second.
#pragma once

#include <string>

#include "base/result.h"
#include "record/toolchain/toolchain.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct CachedToolchainRequest {
  std::string rustc;      // as for find_toolchain()
  std::string directory;  // where a rust-toolchain.toml may choose, absolute
  const Environment& environment;
  std::string memory;  // an existing directory, absolute: where answers are kept
  bool with_bootstrap = true;
};

/// What was found before, for as long as what chooses and makes up the toolchain is the same.
Result<Toolchain> find_cached_toolchain(Disk& disk, Processes& processes, const CachedToolchainRequest& request);

}  // namespace ferrule
