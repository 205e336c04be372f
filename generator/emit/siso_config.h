// What Siso wants to be told of the rules in build.ninja: which of their edges may run on other machines, and what
// these need there.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// Siso looks for its configuration here, from the build directory upwards.
inline constexpr std::string_view kSisoMainFile = "build/config/siso/main.star";
/// What main.star reads.
inline constexpr std::string_view kSisoStepsFile = "ferrule/siso.json";

/// The text of main.star, in Starlark: the same for all build directories.
std::string_view siso_main();

/// The step configuration, in JSON: a rule for each kind of edge that may run elsewhere. All others stay here.
std::string write_siso_steps();

}  // namespace ferrule
