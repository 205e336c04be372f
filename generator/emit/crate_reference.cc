#include "emit/crate_reference.h"

#include "base/files.h"
#include "declare/declared_crate.h"

namespace ferrule {

std::string reference_file(const std::string& target) { return "ferrule/crates/" + target; }

Status write_reference_file(Disk& disk, const ReferencePlace& place, const Unit& unit, const HostLink& link) {
  const std::string path = join_path(place.build_directory, reference_file(place.target));
  if (place.type != "rlib" && place.type != "proc-macro") return disk.remove(path);
  const std::string suffix = unit.unique_stem().substr(unit.crate_name.size());
  CrateReference reference{place.target, unit.crate_name,   suffix,          place.type,
                           unit.triple,  place.directories, link.link_files, unit.has_metadata_file};
  reference.link_files.insert(reference.link_files.begin(), link.file);
  for (std::string& file : reference.link_files) file = join_path(place.build_directory, file);
  if (Status made = disk.make_directories(directory_of(path)); !made) return made;
  Result<bool> written = disk.write(path, write_reference(reference));
  if (!written) return written.error();
  return {};
}

}  // namespace ferrule
