// ar archives, as far as Ferrule touches them: rustc's .rlib files, of whose members it wants `lib.rmeta`, and files
// of its own that hold several others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// The member of an .rlib that holds the crate's metadata.
inline constexpr std::string_view kMetadataMember = "lib.rmeta";

/// The contents of the member `name` of the archive `path`. Reads headers and that member only: a full rlib can be
/// large.
Result<std::string> read_archive_member(const std::string& path, std::string_view name);

/// Whether two archives agree in the contents of all members but `lib.rmeta`.
Result<bool> have_same_code(const std::string& a, const std::string& b);

/// An archive with one member and an empty symbol table, byte for byte as rustc writes it.
std::string write_archive(std::string_view name, std::string_view contents);

/// A member, and the file that it comes from or goes to.
struct MemberFile {
  std::string name;  // at most 15 bytes
  std::string path;
};

/// Writes the archive `path` straight to its place: the member `name` with `contents`, and then these files.
Status write_archive(const std::string& path, std::string_view name, std::string_view contents,
                     const std::vector<MemberFile>& files);

/// Writes members of the archive `path` to files. They are in the archive in this order.
Status extract_archive(const std::string& path, const std::vector<MemberFile>& files);

}  // namespace ferrule
