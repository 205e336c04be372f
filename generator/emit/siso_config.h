// What Siso wants to be told of the rules in build.ninja: which of their edges may run on other machines, and what
// these need there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/edge_graph.h"

namespace ferrule {

/// Siso looks for its configuration here, from the build directory upwards.
inline constexpr std::string_view kSisoMainFile = "build/config/siso/main.star";
/// What main.star reads.
inline constexpr std::string_view kSisoStepsFile = "ferrule/siso.json";

/// The launcher, through a link in the build directory.
inline constexpr std::string_view kLauncherLink = "ferrule/launcher";

/// What the compiler says of itself. It stands at the same path on all machines, so that nothing else would tell what
/// two of them have made.
inline constexpr std::string_view kCompilerFile = "ferrule/compiler";

/// The files of each package, relative to its directory, by that directory as edges name it (Edge::sources).
using SourceFiles = std::map<std::string, std::vector<std::string>>;

/// The text of main.star, in Starlark: the same for all build directories.
std::string_view siso_main();

/// The step configuration, in JSON: a rule for each kind of edge that may run elsewhere, and what each of these edges
/// reads beyond its inputs. All others stay here.
std::string write_siso_steps(const EdgeGraph& edges, const SourceFiles& sources);

}  // namespace ferrule
