#include "system/context.h"

#include "base/files.h"

namespace ferrule {

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
