#include "command/completions.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace ferrule {

namespace {

struct OptionWords {
  std::vector<std::string> longs, shorts;  // without dashes
  std::string help;
  bool takes_value = false;

  std::vector<std::string> all() const {
    std::vector<std::string> words;
    for (const std::string& name : longs) words.push_back("--" + name);
    for (const std::string& name : shorts) words.push_back("-" + name);
    return words;
  }
};

struct CommandWords {
  std::vector<std::string> names;  // with its aliases
  std::string help;
  std::vector<OptionWords> options;
};

/// The first sentence, without what shells would take for theirs.
std::string brief(std::string text) {
  text = text.substr(0, text.find_first_of(".;:"));
  std::erase_if(text, [](char c) { return c == '`' || c == '\'' || c == '"' || c == '[' || c == ']' || c == '\\'; });
  return text;
}

std::vector<CommandWords> commands_of(const CLI::App& app) {
  std::vector<CommandWords> commands;
  for (const CLI::App* one : app.get_subcommands(nullptr)) {
    if (one->get_group().empty()) continue;  // not for people
    CommandWords command{{one->get_name()}, brief(one->get_description()), {}};
    for (const std::string& alias : one->get_aliases()) command.names.push_back(alias);
    for (const CLI::Option* option : one->get_options()) {
      if (option->get_positional()) continue;
      command.options.push_back({option->get_lnames(), option->get_snames(), brief(option->get_description()),
                                 option->get_items_expected_max() > 0});
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

std::string names_of(const std::vector<CommandWords>& commands) {
  std::vector<std::string> names;
  for (const CommandWords& command : commands) names.push_back(command.names.front());
  return fmt::format("{}", fmt::join(names, " "));
}

std::string for_bash(const std::vector<CommandWords>& commands) {
  std::string text =
      "_ferrule() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} options=\n"
      "  if [ \"$COMP_CWORD\" = 1 ]; then\n";
  text += fmt::format("    mapfile -t COMPREPLY < <(compgen -W \"{} --help --version\" -- \"$word\")\n",
                      names_of(commands));
  text += "    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const CommandWords& command : commands) {
    std::vector<std::string> words;
    for (const OptionWords& option : command.options)
      for (std::string& word : option.all()) words.push_back(std::move(word));
    text += fmt::format("    {}) options=\"{}\" ;;\n", fmt::join(command.names, "|"), fmt::join(words, " "));
  }
  text +=
      "  esac\n"
      "  case $word in\n"
      "    -*) mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\") ;;\n"
      "    *) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
      "  esac\n"
      "}\n"
      "complete -o filenames -F _ferrule ferrule\n";
  return text;
}

std::string for_zsh(const std::vector<CommandWords>& commands) {
  std::string text = "#compdef ferrule\n\n_ferrule() {\n  local -a commands\n  commands=(\n";
  for (const CommandWords& command : commands)
    text += fmt::format("    '{}:{}'\n", command.names.front(), command.help);
  text +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
      "  local chosen=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $chosen in\n";
  for (const CommandWords& command : commands) {
    text += fmt::format("    {})\n      _arguments", fmt::join(command.names, "|"));
    for (const OptionWords& option : command.options)
      for (const std::string& word : option.all())
        text += fmt::format(" \\\n        '*{}[{}]{}'", word, option.help, option.takes_value ? ":value:_files" : "");
    text += " \\\n        '*:file:_files' ;;\n";
  }
  return text + "  esac\n}\n\n_ferrule \"$@\"\n";
}

std::string for_fish(const std::vector<CommandWords>& commands) {
  std::string text;
  for (const CommandWords& command : commands)
    text += fmt::format("complete -c ferrule -n __fish_use_subcommand -f -a {} -d '{}'\n", command.names.front(),
                        command.help);
  for (const CommandWords& command : commands)
    for (const OptionWords& option : command.options) {
      text += fmt::format("complete -c ferrule -n '__fish_seen_subcommand_from {}'", fmt::join(command.names, " "));
      for (const std::string& name : option.longs) text += " -l " + name;
      for (const std::string& name : option.shorts) text += " -s " + name;
      text += fmt::format("{} -d '{}'\n", option.takes_value ? " -r" : "", option.help);
    }
  return text;
}

}  // namespace

std::string write_completions(const CLI::App& app, const std::string& shell) {
  const std::vector<CommandWords> commands = commands_of(app);
  if (shell == "bash") return for_bash(commands);
  if (shell == "zsh") return for_zsh(commands);
  if (shell == "fish") return for_fish(commands);
  return {};
}

}  // namespace ferrule
