#include "launcher/svh.h"

#include <cstddef>
#include <string_view>

#include "base/strings.h"
#include "launcher/archive.h"
#include "launcher/command_line.h"
#include "launcher/process.h"

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

Result<bool> have_same_svh(const std::vector<std::string>& command, const Environment& environment,
                           const std::string& one, const std::string& other) {
  Result<std::string> metadata = read_archive_member(one, kMetadataMember);
  if (!metadata) return metadata.error();
  Result<std::string> others = read_archive_member(other, kMetadataMember);
  if (!others) return others.error();
  if (*metadata == *others) return true;
  // Different bytes with one SVH are harmless.
  const std::string hash = svh(command, environment, one);
  return !hash.empty() && hash == svh(command, environment, other);
}

}  // namespace ferrule
