// The look that ninja takes before each build at all that decides what is built, by content: files, whatever their
// times are, what is there and what is not, and environment variables.
#pragma once

#include <string>

namespace ferrule {

/// Compares what `list` says with how things are. That is a field file with
///   list PATH         a further list, to go on with
///   variables yes     the variables that Cargo reads (`env` lines) count too
///   requested PATH    a build directory: those that its edges asked for count too
/// and the lines of input_state(). Where something differs, `stamp_file` is touched, which makes ninja call `ferrule
/// generate`. A variable that is unset now counts as unchanged, so that a build from a bare environment goes on as
/// configured. Returns the exit status.
int watch(const std::string& list, const std::string& stamp_file);

/// Likewise, and writes the depfile that makes the edge run in the next build too.
int watch_in_each_build(const std::string& list, const std::string& stamp_file, const std::string& depfile);

/// Likewise, but a difference is an error: for make, which would go on with the rules that it has.
int watch_or_stop(const std::string& list, const std::string& stamp_file);

}  // namespace ferrule
