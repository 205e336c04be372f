#include "launcher/link/exports.h"

#include <cstdlib>
#include <set>
#include <string_view>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/link/elf_object.h"
#include "launcher/process/terminal.h"

namespace ferrule {

namespace {

/// rustc's objects have the path of its script, with another ending.
bool is_of_crate(const std::string& object, std::string_view script) {
  constexpr std::string_view kEnding = "exports";
  return script.ends_with(kEnding) && object.starts_with(script.substr(0, script.size() - kEnding.size()));
}

/// A version script has `global:` once.
std::string add_global(std::string script, const std::set<std::string>& symbols) {
  constexpr std::string_view kGlobal = "global:";
  if (symbols.empty()) return script;
  std::string text;
  for (const std::string& symbol : symbols) text += "\n    " + symbol + ";";
  std::size_t at = script.find(kGlobal);
  if (at != std::string::npos) return script.insert(at + kGlobal.size(), text);
  at = script.find('{');
  return at == std::string::npos ? script : script.insert(at + 1, "\n  " + std::string(kGlobal) + text + "\n");
}

Status write(const std::string& script, const std::string& output, const std::vector<std::string>& objects) {
  Result<std::string> text = read_file(script);
  if (!text) return text.error();
  std::set<std::string> symbols;
  for (const std::string& path : objects) {
    if (is_of_crate(path, script)) continue;
    Result<std::string> object = read_file(path);
    if (!object) return object.error();
    if (is_for_link_time_optimisation(*object))
      return Error{
          "cannot tell what the cdylib should export of this object: it was compiled for link-time optimization",
          path,
          "set INTERPROCEDURAL_OPTIMIZATION to OFF on the target that compiles it, or remove "
          "-flto from its options"};
    symbols.merge(exported_symbols(*object));
  }
  if (Status made = make_directories(directory_of(output)); !made) return made;
  Result<bool> changed = write_file_if_changed(output, add_global(std::move(*text), symbols));
  return changed ? Status() : changed.error();
}

}  // namespace

int write_exports(const std::string& script, const std::string& output, const std::vector<std::string>& objects) {
  Status written = write(script, output, objects);
  if (written) return EXIT_SUCCESS;
  print(describe(written.error()));
  return EXIT_FAILURE;
}

}  // namespace ferrule
