// What sources have in them that decides how their library may be compiled. Only reading tells: Cargo and rustc don't
// say.
#pragma once

#include <set>
#include <string>

#include "graph/crate_graph.h"
#include "system/disk.h"

namespace ferrule {

/// Where many calls share what they have read, or nowhere.
struct SignsMemory {
  std::string directory;  // an existing directory, absolute
  std::string session;    // what is kept holds for calls with the same word; empty: nothing is kept
};

/// The packages of a graph whose library's sources have it. A comment counts as well.
struct SourceSigns {
  /// Calls `asm!`, or functions of `core::arch` that are made of it; by package id.
  std::set<std::string> assembly;
  /// Mentions RUSTC_BOOTSTRAP, by package name: both edges of a split library have it in their environment, where
  /// `option_env!` would see it.
  std::set<std::string> bootstrap;
};

/// A text search in the Rust files beside and below the crate roots. An error if what was found can't be kept.
Result<SourceSigns> find_source_signs(Disk& disk, const CrateGraph& graph, const SignsMemory& memory = {});

}  // namespace ferrule
