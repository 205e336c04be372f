// The native libraries that std itself must be linked with.
#pragma once

#include <string>
#include <vector>

#include "record/toolchain/toolchain.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct StdLibrariesRequest {
  std::string scratch;  // an existing directory, where the answer is kept too; absolute
  std::string source;   // an empty crate, absolute
  std::string triple;   // or empty for the host
  bool static_crt;      // `-C target-feature=+crt-static`: gcc_eh for gcc_s, and the like
  bool takes_unstable_features;
  const Environment& environment;
};

struct StdLibraries {
  bool has_std = true;  // some targets have core and alloc only
  /// The crates beside std that the toolchain has and that any crate may use: "proc_macro"; "test" with a compiler
  /// that takes unstable features.
  std::vector<std::string> beside_std;
  /// As arguments of a linker: "-lgcc_s", "-lc", …
  std::vector<std::string> arguments;
};

/// rustc tells them when it makes a static library. An error if the toolchain has nothing for the target.
Result<StdLibraries> find_std_libraries(Disk& disk, Processes& processes, const Toolchain& toolchain,
                                        const StdLibrariesRequest& request);

/// The rlibs of the toolchain that tests need beside those, absolute, each before those that it needs.
std::vector<std::string> find_test_libraries(const Disk& disk, const Toolchain& toolchain, const std::string& triple);

}  // namespace ferrule
