// What a cdylib exports that CMake links: what rustc says of the Rust in it, and what its C++ sources would export
// anyway. A version script names the one, and hides everything else: so it has to name the other too.
#pragma once

#include <string>
#include <vector>

namespace ferrule {

/// Writes the version script `output`: `script`, rustc's, which stands beside the crate's own objects, and the
/// symbols of the other `objects`. Returns the exit status; what goes wrong is printed.
int write_exports(const std::string& script, const std::string& output, const std::vector<std::string>& objects);

}  // namespace ferrule
