#include "launcher/process/ancestors.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

std::vector<std::string> arguments_of(pid_t process) {
  Result<std::string> text = read_file(proc_file(process, "cmdline"));
  std::vector<std::string> arguments;
  if (!text || text->empty()) return arguments;
  text->pop_back();
  for (std::string_view word : split(*text, '\0')) arguments.emplace_back(word);
  return arguments;
}

pid_t parent_of(pid_t process) {
  Result<std::string> text = read_file(proc_file(process, "stat"));
  if (!text) return 0;
  // "1234 (any) name) S 1230 …"
  std::string_view behind_name = std::string_view(*text).substr(std::min(text->rfind(')') + 1, text->size()));
  std::vector<std::string_view> words = split(trim(behind_name), ' ');
  pid_t parent = 0;
  if (words.size() > 1) std::from_chars(words[1].data(), words[1].data() + words[1].size(), parent);
  return parent;
}

}  // namespace

std::optional<RunningProcess> find_ancestor(std::span<const std::string_view> names) {
  constexpr int kFarthest = 4;
  pid_t process = getppid();
  for (int i = 0; i < kFarthest && process > 1; ++i, process = parent_of(process)) {
    std::vector<std::string> arguments = arguments_of(process);
    if (!arguments.empty() && std::find(names.begin(), names.end(), file_name(arguments.front())) != names.end())
      return RunningProcess{process, std::move(arguments)};
  }
  return std::nullopt;
}

std::string proc_file(pid_t process, std::string_view name) {
  return "/proc/" + std::to_string(process) + "/" + std::string(name);
}

}  // namespace ferrule
