// What has started the launcher: ninja, or another engine that reads its files.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// A depfile with this path in it makes its edge run in every build.
inline constexpr std::string_view kNeverMade = "/nonexistent/ferrule";

/// What the depfile of an edge that must run once in each build names. For ninja, samurai and n2 that is kNeverMade.
/// Siso brings build.ninja up to date again and again, until nothing has run for it: so for Siso it is a file of its
/// own process in /proc, which is there, and older than the edge, until this build ends.
std::string there_for_one_build();

}  // namespace ferrule
