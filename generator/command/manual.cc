#include "command/manual.h"

#include <fmt/format.h>

#include <map>
#include <vector>

namespace ferrule {

namespace {

/// Text between requests; what is between backticks is bold.
std::string plain(const std::string& text) {
  std::string result;
  bool is_bold = false;
  for (char letter : text) {
    if (letter == '`') result += (is_bold = !is_bold) ? "\\fB" : "\\fR";
    else if (letter == '-') result += "\\-";
    else if (letter == '\\') result += "\\e";
    else result += letter;
  }
  return result.starts_with('.') || result.starts_with('\'') ? "\\&" + result : result;
}

std::string bold(const std::string& text) { return "\\fB" + plain(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + plain(text) + "\\fR"; }

std::string names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back(bold("-" + name));
  for (const std::string& name : option.get_lnames()) names.push_back(bold("--" + name));
  const bool takes_value = option.get_items_expected_max() > 0;
  return fmt::format("{}{}", fmt::join(names, ", "), takes_value ? " " + italic(option.get_type_name()) : "");
}

std::string entry(const std::string& title, const std::string& text) {
  return ".TP\n" + title + "\n" + plain(text) + ".\n";
}

/// By their groups, in which `--help` has them too.
using OptionGroups = std::map<std::string, std::string>;

OptionGroups options_of(const CLI::App& command) {
  OptionGroups groups;
  for (const CLI::Option* option : command.get_options()) {
    const bool is_help = option->check_lname("help");
    if (!option->get_positional() && !is_help)
      groups[option->get_group()] += entry(names_of(*option), option->get_description());
  }
  return groups;
}

std::string positionals_of(const CLI::App& command) {
  std::string text;
  for (const CLI::Option* option : command.get_options())
    if (option->get_positional())
      text += entry(italic(option->get_name(/*positional=*/true)), option->get_description());
  return text;
}

std::string title_of(const CLI::App& command) {
  std::string title = "ferrule " + command.get_name();
  for (const std::string& alias : command.get_aliases()) title += ", " + alias;
  return title;
}

}  // namespace

std::string write_manual(const CLI::App& app) {
  std::string text = ".SH COMMANDS\n.B \\-\\-help\nafter a command lists its options.\n";
  OptionGroups shared;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    if (command->get_group().empty()) continue;  // not for people
    OptionGroups groups = options_of(*command);
    text += ".SS " + plain(title_of(*command)) + "\n" + plain(command->get_description()) + ".\n";
    text += positionals_of(*command) + groups["Options"];
    groups.erase("Options");
    // What several commands have in common is said once.
    for (const auto& [group, options] : groups)
      if (shared[group].size() < options.size()) shared[group] = options;
  }
  text += ".SH OPTIONS\n";
  for (const auto& [group, options] : shared) text += ".SS " + plain(group) + "\n" + options;
  return text;
}

}  // namespace ferrule
