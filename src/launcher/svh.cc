#include "launcher/svh.h"

#include <cstddef>
#include <string_view>

#include "base/strings.h"
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

}  // namespace ferrule
