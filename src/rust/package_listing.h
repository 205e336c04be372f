// Which packages there are in directories that Cargo searches.
#pragma once

#include <string>

namespace ferrule {

/// Divides a pattern into the workspace, which is taken as it is, and what its manifest says.
inline constexpr char kPatternMark[] = "/./";

/// A digest over the directories that `<workspace>/./<pattern>` may match, and whether each has a manifest. The
/// pattern is one of the `glob` crate. A component with a wildcard counts as matching every directory: one more that
/// Cargo wouldn't take makes it look once more, and finds nothing new. `**` leaves out what is in `.git`, in
/// directories with a CACHEDIR.TAG, and in build directories of Ferrule's.
std::string member_listing_digest(const std::string& pattern);

/// A digest over the packages in a directory that replaces a registry: their names, and the times and sizes of their
/// manifests and checksums.
std::string vendored_listing_digest(const std::string& directory);

}  // namespace ferrule
