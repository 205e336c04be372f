#include "base/system_error.h"

#include <cerrno>
#include <cstring>
#include <string>

namespace ferrule {

Error system_error(std::string_view what, std::string_view path, int error_number) {
  Error error;
  error.message = std::string(what) + " `" + std::string(path) + "`: " + std::strerror(error_number);
  if (error_number == ENOSPC) error.help = "free some space on that disk, then run the same command again";
  if (error_number == EROFS) error.help = "the disk is read-only: build in a different directory";
  if (error_number == EACCES || error_number == EPERM) error.help = "check its owner and permissions (`ls -ld`)";
  return error;
}

}  // namespace ferrule
