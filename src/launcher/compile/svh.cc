#include "launcher/compile/svh.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/strings.h"
#include "launcher/compile/metadata.h"
#include "launcher/edge/command_line.h"
#include "launcher/process/process.h"

namespace ferrule {

std::string svh(const std::vector<std::string>& command, Environment environment, const std::string& archive) {
  environment.insert_or_assign("RUSTC_BOOTSTRAP", "1");
  // The user's wrapper comes first, and this call is none of its business.
  const std::string& compiler = command[program_words(command) - 1];
  // Before 1.70 or so the option takes no value.
  for (const char* option : {"-Zls=root", "-Zls"}) {
    Result<ProcessEnd> end = run_process({{compiler, option, archive}, environment, ".", Capture::separately});
    if (!end) return {};
    for (std::string_view line : split(end->out, '\n'))
      if (consume_prefix(line, "hash ")) return std::string(split_once(line, ' ').first);
  }
  return {};
}

/// What a linker would see comes first: an object file that wraps them. Then "rust", the version of the format, the
/// place of the root, counted from "rust", and there: a target known by name (0), the length of that name, the name,
/// 0xC1, and the SVH.
std::string_view svh_in_metadata(std::string_view metadata) {
  constexpr std::string_view kStart("rust\0\0\0\x0a", 8);
  constexpr std::size_t kMostWrapping = 4096, kSizeOfSvh = 16;
  const std::size_t start = metadata.substr(0, kMostWrapping).find(kStart);
  if (start == std::string_view::npos) return {};
  metadata.remove_prefix(start);
  std::uint64_t root = 0;
  if (metadata.size() < kStart.size() + sizeof root) return {};
  for (std::size_t byte = sizeof root; byte-- > 0;)
    root = root << 8 | static_cast<unsigned char>(metadata[kStart.size() + byte]);
  if (root >= metadata.size()) return {};
  metadata.remove_prefix(root);
  if (metadata.size() < 2 || metadata[0] != 0) return {};
  const std::size_t name = static_cast<unsigned char>(metadata[1]), svh = 2 + name + 1;
  if (name > 0x7f || metadata.size() < svh + kSizeOfSvh || metadata[svh - 1] != '\xc1') return {};
  return metadata.substr(svh, kSizeOfSvh);
}

Result<bool> have_same_svh(const std::vector<std::string>& command, const Environment& environment,
                           const std::string& one, const std::string& other) {
  Result<std::string> metadata = read_metadata(one);
  if (!metadata) return metadata.error();
  Result<std::string> others = read_metadata(other);
  if (!others) return others.error();
  if (*metadata == *others) return true;
  // Different bytes with one SVH are harmless.
  const std::string hash = svh(command, environment, one);
  return !hash.empty() && hash == svh(command, environment, other);
}

}  // namespace ferrule
