#include "action/artifact_name.h"

namespace ferrule {

namespace {

struct Affixes {
  std::string_view prefix;
  std::string_view suffix;
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Affixes executable_affixes(std::string_view target) {
  if (contains(target, "windows") || contains(target, "uefi")) return {"", ".exe"};
  if (target.starts_with("wasm")) return {"", ".wasm"};
  return {"", ""};
}

Affixes dynamic_library_affixes(std::string_view target) {
  if (contains(target, "windows")) return {"", ".dll"};
  if (target.starts_with("wasm")) return {"", ".wasm"};
  if (contains(target, "apple")) return {"lib", ".dylib"};
  return {"lib", ".so"};
}

Affixes affixes(std::string_view crate_type, std::string_view target) {
  if (crate_type == "bin") return executable_affixes(target);
  if (crate_type == "staticlib") return contains(target, "windows-msvc") ? Affixes{"", ".lib"} : Affixes{"lib", ".a"};
  if (crate_type == "dylib" || crate_type == "cdylib" || crate_type == "proc-macro")
    return dynamic_library_affixes(target);
  return {"lib", ".rlib"};
}

}  // namespace

std::string artifact_name(std::string_view crate_type, std::string_view stem, std::string_view target) {
  Affixes name = affixes(crate_type, target);
  return std::string(name.prefix) + std::string(stem) + std::string(name.suffix);
}

}  // namespace ferrule
