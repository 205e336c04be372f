#include "record/toolchain/cached_toolchain.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

/// Begins the last line, which says what the programs were.
constexpr std::string_view kStamps = "stamps ";

std::string stamp_text(const Disk& disk, const std::string& path) {
  std::optional<FileStamp> stamp = disk.stamp(path);
  return stamp ? fmt::format("{} {} {}\n", path, stamp->modified_ns, stamp->size) : "";
}

/// What chooses a toolchain: variables, and files in the directory and above.
std::string choice_text(const Disk& disk, const CachedToolchainRequest& request) {
  std::string text = request.rustc + (request.with_bootstrap ? "\nbootstrap\n" : "\n");
  for (std::string_view name : {"PATH", "RUSTC", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "HOME"})
    text += find_variable(request.environment, name).value_or("") + "\n";
  for (std::string at = request.directory;; at = directory_of(at)) {
    for (std::string_view name : {"rust-toolchain.toml", "rust-toolchain"})
      text += stamp_text(disk, join_path(at, name));
    if (at == "/" || at == ".") break;
  }
  std::string home = find_variable(request.environment, "HOME").value_or("");
  std::string rustup = find_variable(request.environment, "RUSTUP_HOME").value_or(join_path(home, ".rustup"));
  return text + stamp_text(disk, join_path(rustup, "settings.toml"));
}

}  // namespace

Result<Toolchain> find_cached_toolchain(Disk& disk, Processes& processes, const CachedToolchainRequest& request) {
  std::string path = join_path(request.memory, "toolchain-" + hex(digest(choice_text(disk, request))));
  auto end_of = [&](const Toolchain& toolchain) {
    std::string stamps = stamp_text(disk, toolchain.rustc) + stamp_text(disk, toolchain.cargo);
    return fmt::format("{}{}\n", kStamps, hex(digest(stamps)));
  };
  if (Result<std::string> text = disk.read(path)) {
    Result<Toolchain> known = parse_toolchain(text->substr(0, text->rfind(kStamps)), path);
    // A Cargo may have come since.
    if (known && !known->cargo.empty() && text->ends_with(end_of(*known))) return known;
  }
  Result<Toolchain> found = find_toolchain(disk, processes, request.rustc, request.directory, request.environment,
                                           request.with_bootstrap ? request.memory : "");
  if (!found) return found;
  Result<bool> saved = disk.write(path, write_toolchain(*found) + end_of(*found));
  if (!saved) return saved.error();
  return found;
}

}  // namespace ferrule
