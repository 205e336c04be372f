#include "launcher/compile/expansion.h"

#include <time.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <set>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/edge/command_line.h"
#include "launcher/process/process.h"
#include "rust/rustc_options.h"

namespace ferrule {

namespace {

constexpr std::string_view kTables = "\n/*\nExpansions:\n";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A comment such as `/* 2422#5 */`, which stands behind a name.
struct Annotation {
  std::size_t begin;
  std::size_t end;
  std::string_view context;  // "5"
};

std::vector<Annotation> find_annotations(std::string_view text) {
  std::vector<Annotation> found;
  for (std::size_t begin = 0; (begin = text.find("/*", begin)) != std::string_view::npos; begin += 2) {
    std::size_t end = text.find("*/", begin);
    if (end == std::string_view::npos) break;
    Halves parts = split_once(trim(text.substr(begin + 2, end - begin - 2)), '#');
    bool is_one = parts.found && !parts.second.empty() &&
                  std::all_of(parts.first.begin(), parts.first.end(), is_digit) &&
                  std::all_of(parts.second.begin(), parts.second.end(), is_digit);
    if (is_one) found.push_back({begin, end + 2, parts.second});
  }
  return found;
}

/// `text` without annotations and the white space before them.
std::string without_annotations(std::string_view text) {
  std::string plain;
  std::size_t at = 0;
  for (const Annotation& annotation : find_annotations(text)) {
    plain += text.substr(at, annotation.begin - at);
    plain.erase(plain.find_last_not_of(" \n") + 1);
    at = annotation.end;
  }
  return plain.append(text.substr(at));
}

/// The text between the next two quotation marks.
std::string_view quoted(std::string_view text) { return split_once(split_once(text, '"').second, '"').first; }

/// "the derive macro `Order`" from `… kind: Macro(Derive, "m::Order")`; empty for what is no macro.
std::string describe_macro(std::string_view line) {
  std::size_t at = line.find("kind: Macro(");
  if (at == std::string_view::npos) return {};
  std::string name(quoted(line.substr(at)));
  std::string_view kind = line.substr(at + 12);
  if (kind.starts_with("Derive")) return "the derive macro `" + name + "`";
  if (kind.starts_with("Attr")) return "the attribute `#[" + name + "]`";
  return "the macro `" + name + "!`";
}

/// The tables at the end of an expansion.
class MacroTable {
 public:
  explicit MacroTable(std::string_view tables) {
    std::map<std::string_view, std::string> macros;  // by expansion
    std::map<std::string_view, std::set<std::string_view>> transparencies;
    std::map<std::string_view, std::string_view> expansions;  // by context
    for (std::string_view line : split(tables, '\n')) {
      Halves parts = split_once(line, ' ');
      std::string_view key = parts.first.substr(0, parts.first.empty() ? 0 : parts.first.size() - 1);
      if (key.starts_with("crate0::")) {
        macros[key] = describe_macro(line);
      } else if (key.starts_with("#")) {
        std::string_view mark = split_once(parts.second, '(').second;
        Halves halves = split_once(mark, ',');
        expansions[key.substr(1)] = halves.first;
        transparencies[halves.first].insert(trim(split_once(halves.second, ')').first));
      }
    }
    // Only for procedural macros does rustc make contexts of all three sorts.
    for (const auto& [context, expansion] : expansions)
      if (transparencies[expansion].size() == 3 && !macros[expansion].empty())
        by_context_[context] = macros[expansion];
  }

  /// Empty if no procedural macro made the context.
  std::string macro_of(std::string_view context) const {
    auto found = by_context_.find(context);
    return found == by_context_.end() ? std::string() : found->second;
  }

  std::set<std::string> all() const {
    std::set<std::string> names;
    for (const auto& [context, macro] : by_context_) names.insert(macro);
    return names;
  }

 private:
  std::map<std::string_view, std::string> by_context_;
};

/// Where the word ends that has its place at `at`.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_')) ++at;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
  return at;
}

/// Which macro wrote the text at `at`: told by the name that it is part of, or else by the name before it. A macro
/// that writes nothing but literals and punctuation leaves no names, so if those around are the user's own it is one
/// of these macros.
std::vector<std::string> macros_at(std::string_view source, std::size_t at, const MacroTable& table) {
  std::set<std::string> unseen = table.all();
  const std::size_t own = end_of_word(source, at);
  std::string_view context;
  for (const Annotation& annotation : find_annotations(source)) {
    if (annotation.begin <= own && (annotation.end <= at || annotation.begin == own)) context = annotation.context;
    unseen.erase(table.macro_of(annotation.context));
  }
  if (std::string macro = table.macro_of(context); !macro.empty()) return {macro};
  if (unseen.empty()) unseen = table.all();
  return {unseen.begin(), unseen.end()};
}

/// The first lines of two texts that differ, without the space around them.
Halves first_different_lines(std::string_view one, std::string_view other) {
  while (!one.empty() || !other.empty()) {
    Halves first = split_once(one, '\n'), second = split_once(other, '\n');
    if (first.first != second.first) return {trim(first.first), trim(second.first), true};
    one = first.second;
    other = second.second;
  }
  return {{}, {}, false};
}

std::optional<std::string> expand(const std::vector<std::string>& words, const Environment& environment,
                                  const std::string& directory) {
  Result<ProcessEnd> end = run_process({words, environment, directory, Capture::separately});
  if (!end || !end->succeeded()) return std::nullopt;
  return std::move(end->out);
}

}  // namespace

std::optional<ExpansionDifference> compare_expansions(std::string_view one, std::string_view other) {
  const std::string_view source = one.substr(0, one.find(kTables));
  const std::string_view other_source = other.substr(0, other.find(kTables));
  const std::string plain = without_annotations(source), other_plain = without_annotations(other_source);
  Halves lines = first_different_lines(plain, other_plain);
  if (!lines.found) return std::nullopt;
  auto at = std::mismatch(source.begin(), source.end(), other_source.begin(), other_source.end()).first;
  return ExpansionDifference{
      std::string(lines.first), std::string(lines.second),
      macros_at(source, static_cast<std::size_t>(at - source.begin()), MacroTable(one.substr(source.size())))};
}

std::optional<ExpansionDifference> find_expansion_difference(std::vector<std::string> words,
                                                             const std::string& scratch_directory,
                                                             Environment environment, const std::string& directory) {
  // The state of an edge is its own.
  words = without_options(without_wrappers(std::move(words)),
                          [](const RustcOption& option) { return codegen_value(option, "incremental").has_value(); });
  words.emplace_back("-Zunpretty=expanded,hygiene");
  environment.insert_or_assign("RUSTC_BOOTSTRAP", std::string(1, '1'));
  std::optional<std::string> first = expand(words, environment, directory);
  if (!first || first->empty()) return std::nullopt;
  // The two edges of a crate write into two directories, which a macro can see.
  const std::string elsewhere = scratch_directory + "/elsewhere";
  if (!make_directories(elsewhere)) return std::nullopt;
  for (std::string& word : words) word = replace_all(word, scratch_directory, elsewhere);
  // Some give the same twice by chance, or within one second.
  for (int seconds : {0, 0, 1}) {
    timespec pause = {seconds, 0};
    nanosleep(&pause, nullptr);
    if (std::optional<std::string> next = expand(words, environment, directory))
      if (std::optional<ExpansionDifference> difference = compare_expansions(*first, *next)) return difference;
  }
  return std::nullopt;
}

std::vector<std::string> used_proc_macros(const std::vector<std::string>& words) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != "--extern" || !words[i + 1].ends_with(".so")) continue;
    std::string_view name = split_once(words[i + 1], '=').first;
    names.emplace_back(name.substr(name.rfind(':') + 1));
  }
  return names;
}

}  // namespace ferrule
