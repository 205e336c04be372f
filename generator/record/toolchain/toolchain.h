// What must be known of rustc: where it really is, which it is, and how RUSTC_BOOTSTRAP changes what it makes.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct Toolchain {
  std::string rustc;  // absolute, behind any rustup proxy
  std::string cargo;  // as found in PATH; empty if it isn't there, for crates without a manifest do without it
  std::string sysroot;
  std::string version;  // all of `rustc -vV`
  std::string release;  // "1.95.0"
  bool is_nightly = false;
  /// The symbol mangling ("legacy", "v0") of an ordinary call, if a call with RUSTC_BOOTSTRAP=1 would use another by
  /// default; else empty.
  std::string mangling;
  /// The same with flags that may change it (symbol_mangling.h), where a recording has such.
  std::map<std::string, std::string> manglings = {};

  /// The triple of the machine that it runs on.
  std::string host() const;
};

/// A toolchain as a field file, and back.
std::string write_toolchain(const Toolchain& toolchain);
Result<Toolchain> parse_toolchain(std::string_view text, std::string_view origin);

/// The 95 of "1.95.0"; -1 if that isn't a version of rustc.
int minor_version(std::string_view release);

/// The oldest rustc that Ferrule has been tried with.
inline constexpr int kOldestRustcMinor = 63;
/// The first stable one that knows --check-cfg.
inline constexpr int kFirstMinorWithCheckCfg = 80;

/// Asks `rustc` (a name or a path; "" for "rustc") about itself, in `directory`, where a rust-toolchain.toml may
/// choose. `scratch` is an existing directory that may be written to, to find `mangling`; if it is empty, that is
/// left out, and RUSTC_BOOTSTRAP isn't used.
Result<Toolchain> find_toolchain(Disk& disk, Processes& processes, const std::string& rustc,
                                 const std::string& directory, const Environment& environment,
                                 const std::string& scratch);

}  // namespace ferrule
