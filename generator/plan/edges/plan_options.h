// What a plan goes by, beside the crate graph.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/source_links.h"
#include "graph/unit_times.h"

namespace ferrule {

/// Which libraries get a metadata edge of their own.
enum class Pipelining {
  hollow,     // every one
  automatic,  // those by which the schedule gains: PlanOptions::split
  off,        // none, and nothing unstable is used at all
};

/// "hollow", "auto", "off": the words of --pipelining.
std::string_view pipelining_word(Pipelining pipelining);
std::optional<Pipelining> pipelining_of_word(std::string_view word);

/// What links executables and cdylibs.
enum class LinkedBy {
  rustc,  // as with Cargo
  host,   // another build's linker: they are compiled to an object file
};

/// What users choose of a plan: on a command line, in ferrule.toml or in CMake. It goes as one value to where it
/// counts.
struct PlanChoices {
  /// --pipelining; see mode().
  std::optional<Pipelining> pipelining;
  /// --no-pipelining: names of packages.
  std::vector<std::string> fused;
  /// -j: how many cores to plan for; the default is the machine's.
  std::optional<int> jobs;
  /// --split-links, --no-split-links; by default `auto` decides, and the others don't.
  std::optional<bool> split_links;
  /// --replan: plan again, whatever was planned for the directory before.
  bool replan = false;

  Pipelining mode() const { return pipelining.value_or(Pipelining::automatic); }
};

/// The build that takes part in ours.
struct HostBuild {
  LinkedBy linked_by = LinkedBy::rustc;
  /// Where the ninja that runs the edges has its working directory, absolute; empty for the build directory itself.
  std::string directory;
  /// LinkedBy::host, but rustc links executables: they run while the other build goes on, and its linker is that of
  /// another target.
  bool rustc_links_programs = false;
  /// LinkedBy::host, and the edges are for looking for errors: there are check edges too.
  bool has_checks = false;
};

/// How the compiler differs between the settings of an ordinary call and those of a library edge (RUSTC_BOOTSTRAP=1).
struct CompilerTraits {
  std::string rustc;  // absolute path
  /// -Z is allowed anyway, and crates may use unstable features.
  bool is_nightly = false;
  /// Under RUSTC_BOOTSTRAP the default symbol mangling differs from without: library edges must ask for this one, or
  /// "" where they agree.
  std::string mangling;
  /// clippy-driver, absolute; empty where the toolchain has none.
  std::string clippy = {};
};

struct PlanOptions {
  std::string build_directory;  // absolute
  Pipelining pipelining = Pipelining::hollow;
  /// Packages whose libraries are fused: compiled once, for both outputs.
  std::set<std::string> fused;
  CompilerTraits compiler;
  /// The frozen environment has RUSTC_BOOTSTRAP: the user wants it everywhere.
  bool users_bootstrap = false;
  HostBuild host = {};
  /// The ids of units with two edges: libraries, for Pipelining::automatic, and what is linked.
  std::set<std::string> split = {};
  /// How long edges are likely to take: the order of the edges goes by it.
  UnitTimesById times = {};
  /// If there are any, compiles that may run elsewhere are written so that they can.
  SourceLinks sources = {};
};

}  // namespace ferrule
