// Commands and edges as text, for comparisons that a reader takes in at a glance. What isn't a plain word stands in
// braces.
#pragma once

#include <string>
#include <vector>

#include "graph/crate_graph.h"
#include "graph/edge_graph.h"
#include "record/units/rustc_arguments.h"

namespace ferrule {

/// "rustc --crate-name x {out-dir} {dependencies} {extern y=libz-1.rlib} {cfg of z-2}"
std::string show(const std::vector<UnitArgument>& command, const CrateGraph& graph);
std::string show(const std::vector<RustcArgument>& command);
std::string show(const std::vector<Argument>& command);

/// "NAME=VALUE NAME=VALUE"
std::string show(const std::vector<EnvironmentVariable>& environment);

/// "a b c"
std::string show(const std::vector<std::string>& words);

/// "rust_metadata: a b -> c"
std::string show(const Edge& edge);

}  // namespace ferrule
