// Cargo as the planner: while `ferrule generate` has Cargo plan a build, the launcher stands in for rustc, for
// rustdoc, and for every program that Cargo believes to have built. It writes down how it was called and does
// nothing.
//
// The directory that FERRULE_RECORD names holds `log`, to which each call adds a record (fields.h), `baseline`, and
// `bin/` with the links `rustc-wrapper` and `rustdoc` to the launcher.
#pragma once

#include <string>
#include <vector>

namespace ferrule {

/// The program that the launcher stands in for, by the name it was called.
enum class StandIn {
  compiler,  // RUSTC_WRAPPER
  rustdoc,
  program,  // a build script or a test
};
StandIn stand_in_of(const std::string& program);

/// Records this call into `directory`, or becomes the real program where Cargo only asks it something. `arguments` is
/// argv. Returns the exit status.
int record(const std::string& directory, std::vector<std::string> arguments);

}  // namespace ferrule
