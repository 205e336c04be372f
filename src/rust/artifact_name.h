// How rustc names what it makes. The source of these rules is rustc's target specifications (`rustc --print
// file-names
// --crate-type … --target …`).
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// The file that rustc makes for a crate of `crate_type` ("lib", "rlib", "dylib", "cdylib", "staticlib",
/// "proc-macro", "bin") whose crate name and `-C extra-filename` together are `stem`. `target` is the value of
/// `--target`, empty for the host, which is Linux.
std::string artifact_name(std::string_view crate_type, std::string_view stem, std::string_view target);

/// What Ferrule calls the archive, made by an edge of kind `unlinked`, of all that rustc hands to the linker
/// (launcher/unlinked.h).
inline constexpr std::string_view kUnlinkedFile = "unlinked.a";

/// What an edge of kind `object` or `link_roots` takes of rustc's link: the object that refers to all that the link
/// must hold, and, for a cdylib, the version script (launcher/link_roots.h).
inline constexpr std::string_view kLinkRootsFile = "link-roots.o";
inline constexpr std::string_view kExportsFile = "link-exports";

/// The directories of the build directory with hollow and with full rlibs. A library stands in both, as
/// lib<name>_meta.rlib and as lib<name>.rlib.
inline constexpr std::string_view kHollowDirectory = "meta";
inline constexpr std::string_view kFullDirectory = "rlib";
inline constexpr std::string_view kHollowSuffix = "_meta.rlib";

}  // namespace ferrule
