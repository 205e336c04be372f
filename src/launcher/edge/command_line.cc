#include "launcher/edge/command_line.h"

#include <algorithm>

#include "base/files.h"

namespace ferrule {

namespace {

using Words = std::vector<std::string>;

void add_each(Words& words, const char* option, const Words& values) {
  for (const std::string& value : values) words.insert(words.end(), {option, value});
}

void add_link_search(Words& words, const ScriptOutput& output, ScriptValue which,
                     const std::string& build_directory) {
  for (const std::string& value : output.link_search) {
    bool own = is_inside(search_directory(value), build_directory);
    bool wanted = which == ScriptValue::link_search || own == (which == ScriptValue::link_search_own);
    if (wanted) words.insert(words.end(), {"-L", value});
  }
}

void add_link_arguments(Words& words, const ScriptOutput& output, const Words& targets) {
  for (const LinkArgument& argument : output.link_arguments) {
    bool wanted = std::find(targets.begin(), targets.end(), argument.target) != targets.end();
    if (wanted) words.insert(words.end(), {"-C", "link-arg=" + argument.value});
  }
}

void add_script_argument(Words& words, const ScriptOutput& output, const ScriptArgument& argument,
                         const std::string& build_directory) {
  switch (argument.value) {
    case ScriptValue::link_search:
    case ScriptValue::link_search_own:
    case ScriptValue::link_search_external: return add_link_search(words, output, argument.value, build_directory);
    case ScriptValue::link_library: return add_each(words, "-l", output.link_libraries);
    case ScriptValue::link_argument: return add_link_arguments(words, output, argument.targets);
    case ScriptValue::cfg: return add_each(words, "--cfg", output.cfgs);
    case ScriptValue::check_cfg: return add_each(words, "--check-cfg", output.check_cfgs);
  }
}

// Linux takes 128 KiB for one word and, as a rule, 2 MiB for all of them and the environment together.
constexpr std::size_t kLongestWord = 120 * 1024;
constexpr std::size_t kLongestCommand = 512 * 1024;

bool is_too_long(const Words& words) {
  std::size_t total = 0;
  for (const std::string& word : words) {
    if (word.size() > kLongestWord) return true;
    total += word.size() + 1;
  }
  return total > kLongestCommand;
}

}  // namespace

Result<Words> expand_command(const std::vector<Argument>& command, ScriptOutputs& scripts,
                             const std::string& temporary_directory, const std::string& build_directory) {
  Words words;
  for (const Argument& argument : command) {
    if (const auto* text = std::get_if<std::string>(&argument)) {
      words.push_back(*text);
    } else if (const auto* script = std::get_if<ScriptArgument>(&argument)) {
      Result<const ScriptOutput*> output = scripts.get(script->output);
      if (!output) return output.error();
      add_script_argument(words, **output, *script, build_directory);
    } else {
      words.push_back(temporary_directory);
    }
  }
  return words;
}

std::size_t program_words(const Words& words) {
  std::size_t number = 0;
  while (number < words.size() && !words[number].starts_with('-')) ++number;
  return number;
}

Words without_wrappers(Words words) {
  if (std::size_t programs = program_words(words); programs > 1)
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(programs - 1));
  return words;
}

Result<Words> shorten_command(Words words, const std::string& path) {
  if (!is_too_long(words)) return words;
  std::string text;
  auto first = words.begin() + static_cast<std::ptrdiff_t>(program_words(words));
  for (auto word = first; word != words.end(); ++word) {
    if (word->find('\n') != std::string::npos) return words;
    text += *word + "\n";
  }
  if (Status written = write_file(path, text); !written) return written.error();
  words.erase(first, words.end());
  words.push_back("@" + path);
  return words;
}

}  // namespace ferrule
