#include "record/toolchain/std_libraries.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::string_view word : split(trim(text), ' '))
    if (!word.empty()) words.emplace_back(word);
  return words;
}

/// Where the toolchain has its rlibs for a target.
std::string library_directory(const Toolchain& toolchain, const std::string& triple) {
  std::string_view host = toolchain.version;
  std::size_t at = host.find("host: ");
  host = at == std::string_view::npos ? "" : split_once(host.substr(at + 6), '\n').first;
  std::string_view target = triple.empty() ? host : file_name(triple);
  if (target.ends_with(".json")) target.remove_suffix(5);
  return join_path(toolchain.sysroot, fmt::format("lib/rustlib/{}/lib", target));
}

bool has_library(const Disk& disk, const std::string& directory, std::string_view crate) {
  std::vector<std::string> names = disk.list(directory);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name.starts_with(fmt::format("lib{}-", crate)) && name.ends_with(".rlib");
  });
}

Result<std::string> ask(Disk& disk, Processes& processes, const Toolchain& toolchain,
                        const StdLibrariesRequest& request) {
  std::string archive = join_path(request.scratch, "probe.a");
  ProcessRequest process{
      {toolchain.rustc, "--crate-type", "staticlib", "--print", "native-static-libs", "-o", archive, request.source},
      request.scratch,
      request.environment};
  if (request.static_crt) process.arguments.insert(process.arguments.end(), {"-C", "target-feature=+crt-static"});
  if (!request.triple.empty()) process.arguments.insert(process.arguments.end(), {"--target", request.triple});
  Result<ProcessResult> result = processes.run(process);
  if (!result) return result.error();
  (void)disk.remove(archive);
  if (result->status != 0) {
    std::string_view reason = trim(result->errors);
    consume_prefix(reason, "error: ");
    return Error{std::string(reason)};
  }
  constexpr std::string_view kLabel = "native-static-libs: ";
  std::string_view said = result->errors;
  std::size_t at = said.find(kLabel);
  if (at == std::string_view::npos) return std::string();
  return std::string(split_once(said.substr(at + kLabel.size()), '\n').first);
}

}  // namespace

Result<StdLibraries> find_std_libraries(Disk& disk, Processes& processes, const Toolchain& toolchain,
                                        const StdLibrariesRequest& request) {
  std::string directory = library_directory(toolchain, request.triple);
  if (!has_library(disk, directory, "core") && request.triple.ends_with(".json"))
    return Error{fmt::format("there is no std for the target file `{}` in this toolchain ({})", request.triple,
                             toolchain.sysroot),
                 {},
                 fmt::format("compile `core`, and whatever else of std it supports, to {}", directory)};
  if (!has_library(disk, directory, "core"))
    return Error{fmt::format("there is no std for `{}` in this toolchain ({})", request.triple, toolchain.sysroot),
                 {},
                 fmt::format("install it, with rustup by `rustup target add {}`", request.triple)};
  if (!has_library(disk, directory, "std")) return StdLibraries{false, {}, {}};
  std::vector<std::string> beside_std;
  for (std::string_view crate : {"proc_macro", "test"})
    if (has_library(disk, directory, crate) && (crate != "test" || request.takes_unstable_features))
      beside_std.emplace_back(crate);
  std::string suffix = request.triple.empty() ? "" : "@" + std::string(file_name(request.triple));
  if (request.static_crt) suffix += "+crt-static";
  std::string path = join_path(request.scratch, "native-static-libs" + suffix);
  if (Result<std::string> known = disk.read(path); known && known->starts_with(toolchain.version))
    return StdLibraries{true, beside_std, words_of(std::string_view(*known).substr(toolchain.version.size()))};
  Result<std::string> libraries = ask(disk, processes, toolchain, request);
  if (!libraries) return libraries.error();
  Result<bool> saved = disk.write(path, toolchain.version + *libraries);
  if (!saved) return saved.error();
  return StdLibraries{true, beside_std, words_of(*libraries)};
}

std::vector<std::string> find_test_libraries(const Disk& disk, const Toolchain& toolchain,
                                             const std::string& triple) {
  std::string directory = library_directory(toolchain, triple);
  std::vector<std::string> names = disk.list(directory), found;
  for (std::string_view crate : {"test", "getopts", "unicode_width", "rustc_std_workspace_std"})
    for (const std::string& name : names)
      if (name.starts_with("lib" + std::string(crate) + "-") && name.ends_with(".rlib"))
        found.push_back(join_path(directory, name));
  return found;
}

}  // namespace ferrule
