#include "launcher/edge/build_place.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "base/files.h"
#include "formats/build_place.h"

namespace ferrule {

Result<std::string> working_directory() {
  char* name = getcwd(nullptr, 0);
  if (name == nullptr) return system_error("cannot find the working directory", ".", errno);
  std::string path = name;
  std::free(name);
  return path;
}

Status check_build_place(const std::string& build_directory) {
  Result<std::string> generated = read_file(std::string(kBuildPlaceFile));
  if (!generated || *generated == build_directory) return {};
  return Error{"this build directory was copied or moved: it was generated as `" + *generated + "`", build_directory,
               "run `ferrule generate` in it"};
}

}  // namespace ferrule
