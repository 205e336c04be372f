#include "prepare/moved_sources.h"

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

// a/target/ferrule and b/target/ferrule: a was copied to b. The tree may be larger than what was copied (x/a and y/a
// stand in x and y), but where the sources aren't in the new one, they have stayed.
MovedSources::MovedSources(const Disk& disk, const std::string& from, const std::string& to)
    : disk_(disk), from_(from), to_(to) {
  while (from_ != "/" && to_ != "/" && file_name(from_) == file_name(to_)) {
    from_ = directory_of(from_);
    to_ = directory_of(to_);
  }
}

std::string MovedSources::follow(const std::string& path) const {
  std::string_view rest = path;
  if (!consume_prefix(rest, from_)) return path;
  if (!rest.empty() && !rest.starts_with('/') && from_ != "/") return path;
  std::string moved = rest.empty() ? to_ : join_path(to_, rest.starts_with('/') ? rest.substr(1) : rest);
  return disk_.stamp(moved) ? moved : path;
}

}  // namespace ferrule
