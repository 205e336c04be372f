// The kinds of edge, and what is to be known of each, in one table.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace ferrule {

enum class EdgeKind {
  metadata,       // hollow rlib of a library: rustc -Zno-codegen
  codegen,        // full rlib of a library
  fused_library,  // both of a fused library, from one rustc run
  proc_macro,
  executable,  // binaries and examples
  cdylib,
  staticlib,
  dylib,
  check,             // metadata of any crate, for those who want diagnostics only
  clippy,            // the same by clippy-driver, which knows more lints
  object,            // of an executable or cdylib that somebody else links
  link_roots,        // what somebody else's link must hold of a library
  unlinked,          // what is to be linked by an edge of its own
  test,              // an executable built with --test
  build_script,      // compiles a build script
  build_script_run,  // runs it
  documentation,     // rustdoc's pages of a crate
  link_arguments,    // writes native libraries of build scripts into a response file
  test_run,          // runs a test executable
  bench_run,         // runs it as a benchmark
  doc_test,          // rustdoc --test
};

/// What an edge takes of the libraries that it names.
enum class Takes {
  nothing,
  metadata,  // hollow rlibs
  checks,    // what check edges make
  code,      // full rlibs
};

struct EdgeTraits {
  EdgeKind kind = EdgeKind::metadata;
  /// In build.ninja and on the command line. Fixed: remote engines' configurations match on them.
  std::string_view rule = {};
  /// In ninja's progress line; empty where only CMake's ninja has such edges.
  std::string_view verb = {};
  /// For people.
  std::string_view noun = {};
  Takes takes = Takes::nothing;
  /// rustc compiles a crate for the edge.
  bool compiles_crate = false;
  /// Makes a library that others compile against.
  bool makes_library = false;
  /// One of the two edges of a split library.
  bool is_half = false;
  /// Only looks for errors.
  bool only_checks = false;
  /// Its diagnostics are kept, for those who ask again when there is nothing to do.
  bool keeps_messages = false;
  /// May use more than one thread. rustc's other passes have one, and would only be offered tokens in vain.
  bool generates_code = false;
  /// Edges that need what it makes name the file, and not an alias.
  bool is_named_by_path = false;
  /// Reads nothing but what it declares and what a compiler brings along: an engine may send it to another machine.
  bool runs_anywhere = false;
  /// Runs tests: ninja runs one of these at a time, and they see the caller's environment first.
  bool runs_tests = false;
  /// The program has ninja's terminal, and shows its output as it runs.
  bool has_terminal = false;
};

const EdgeTraits& traits_of(EdgeKind kind);

/// All of them, in the order of EdgeKind.
std::span<const EdgeTraits> all_edge_traits();

/// EdgeTraits::rule.
std::string_view rule_name(EdgeKind kind);
std::optional<EdgeKind> edge_kind_of_rule(std::string_view rule);

}  // namespace ferrule
