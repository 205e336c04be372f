#include "system/context.h"

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

std::string find_in_path(const Disk& disk, const Environment& environment, std::string_view program) {
  const std::string path = find_variable(environment, "PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  for (std::string_view directory : split(path, ':')) {
    std::string candidate = join_path(directory, program);
    if (!directory.empty() && disk.stamp(candidate)) return candidate;
  }
  return {};
}

Result<std::string> find_launcher(const CommandContext& context) {
  std::string here = directory_of(context.executable);
  for (std::string_view place : {FERRULE_LAUNCHER_FROM_BIN, "ferrule-launcher"}) {
    std::string launcher = normalize_path(join_path(here, place));
    if (context.disk.stamp(launcher)) return launcher;
  }
  return Error{"cannot find the `ferrule-launcher` of this ferrule", here,
               "install Ferrule again (`cmake --install`)"};
}

}  // namespace ferrule
