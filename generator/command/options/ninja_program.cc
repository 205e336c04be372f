#include "command/options/ninja_program.h"

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

Result<std::string> find_ninja(const Disk& disk, const Environment& environment) {
  const std::string path = find_variable(environment, "PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  for (std::string_view directory : split(path, ':'))
    for (std::string_view name : {"ninja", "ninja-build", "samu", "n2", "siso"})
      if (std::string program = join_path(directory, name); disk.stamp(program)) return program;
  return Error{"cannot find `ninja`",
               {},
               "install it (on Debian: `apt-get install ninja-build`), or put its directory in PATH"};
}

}  // namespace ferrule
