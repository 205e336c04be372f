// How the command of an edge differs from the one that Cargo would run.
#pragma once

#include <string>
#include <string_view>

#include "formats/action.h"
#include "graph/crate_graph.h"
#include "graph/source_links.h"
#include "plan/edges/plan_options.h"

namespace ferrule {

/// Whether Cargo's command for the unit names a flag, in any form.
bool mentions(const Unit& unit, std::string_view flag);

/// What both edges of a split library need beyond Cargo's argv: RUSTC_BOOTSTRAP for -Zno-codegen, on both alike for
/// it is in the SVH; no unstable feature that stable rustc would refuse; Cargo's symbol mangling.
void allow_hollow_rlib(Action& action, const Unit& unit, const CompilerTraits& compiler);

/// The threads of a parallel frontend take turns as they come, and what they make may differ from run to run. Both
/// edges of a split library must make the same.
void use_one_frontend_thread(Action& action);

/// One object file, and a link that the launcher stands in for. With link-time optimisation the object has the code
/// of all crates.
void compile_to_object(Action& action, const Unit& unit);

/// Metadata for checks instead of code: `cargo check` differs from `cargo build` in this alone.
void compile_to_metadata(Action& action);

/// Rewrites a compile of Cargo's so that it runs, and makes the same bytes, wherever the build directory stands: the
/// package is reached through `link`, and what the compiler makes names its files as the link does. Nothing is
/// compiled incrementally, for what that leaves behind stays on one machine.
void make_portable(Action& action, const Unit& unit, const SourceLink& link, const std::string& build_directory);

/// Has clippy-driver stand between wrappers and rustc, as Cargo has it there.
void call_clippy(Action& action, const std::string& clippy_driver);

}  // namespace ferrule
