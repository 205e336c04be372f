#include "launcher/compile/metadata.h"

#include "base/files.h"
#include "launcher/files/archive.h"

namespace ferrule {

bool is_metadata_file(std::string_view path) { return path.ends_with(".rmeta"); }

Result<std::string> read_metadata(const std::string& path) {
  return is_metadata_file(path) ? read_file(path) : read_archive_member(path, kMetadataMember);
}

}  // namespace ferrule
