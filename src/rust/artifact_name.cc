#include "rust/artifact_name.h"

#include "base/files.h"

namespace ferrule {

namespace {

struct Affixes {
  std::string_view prefix;
  std::string_view suffix;
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Affixes executable_affixes(std::string_view target) {
  if (contains(target, "windows")) return {"", ".exe"};
  if (contains(target, "uefi")) return {"", ".efi"};
  if (contains(target, "emscripten")) return {"", ".js"};
  if (target.starts_with("wasm")) return {"", ".wasm"};
  if (target.starts_with("avr-")) return {"", ".elf"};
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
  // A target can be a file of the user's: "/home/windows/my-linux.json".
  Affixes name = affixes(crate_type, file_name(target));
  return std::string(name.prefix) + std::string(stem) + std::string(name.suffix);
}

}  // namespace ferrule
