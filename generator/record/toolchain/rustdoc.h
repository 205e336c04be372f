// Which rustdoc Cargo uses, and what it calls it.
#pragma once

#include <string>

#include "record/toolchain/toolchain.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct Rustdoc {
  /// What build scripts see as RUSTDOC: a name to look up in PATH, or an absolute path.
  std::string name;
  /// Absolute, behind any rustup proxy; empty if there is none.
  std::string path;
};

struct RustdocRequest {
  const Toolchain& toolchain;
  const std::string& configured;  // CargoConfig::rustdoc
  const std::string& directory;   // in which Cargo is called
  const Environment& environment;
};

/// As Cargo finds it: the one that is configured; else rustup's, where rustup has called Cargo; else the plain name.
/// Source: Cargo's `GlobalContext::get_tool`.
Rustdoc find_rustdoc(const Disk& disk, const RustdocRequest& request);

}  // namespace ferrule
