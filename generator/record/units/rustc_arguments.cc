#include "record/units/rustc_arguments.h"

#include <array>
#include <optional>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kExternalProbe = "native=/ferrule-probe";
constexpr std::string_view kOwnProbeEnd = "/ferrule-probe";
constexpr std::string_view kProbe = "ferrule-probe=";

/// An option and its value, whichever way rustc was given them: "--x v", "--x=v", "-C v", "-Cv".
struct Option {
  std::string_view name;
  std::string_view value;
  std::size_t words = 1;
};

std::optional<Option> option_at(const std::vector<std::string>& words, std::size_t i) {
  static constexpr std::array<std::string_view, 15> kTakeValues = {
      "--crate-name", "--crate-type", "--out-dir", "--target", "--extern",  "--cfg", "--check-cfg", "-C",
      "--codegen",    "-L",           "-l",        "--emit",   "--edition", "-Z",    "-o"};
  std::string_view word = words[i];
  for (std::string_view name : kTakeValues) {
    if (word == name && i + 1 < words.size()) return Option{name, words[i + 1], 2};
    if (name.size() == 2 && word.starts_with(name) && word.size() > 2) return Option{name, word.substr(2)};
    if (name.size() > 2 && word.starts_with(name) && word.size() > name.size() && word[name.size()] == '=')
      return Option{name, word.substr(name.size() + 1)};
  }
  return std::nullopt;
}

/// How rustc reads a yes or no.
bool is_yes(std::string_view value) { return value == "y" || value == "yes" || value == "on" || value == "true"; }

class Parser {
 public:
  Parser(const std::vector<std::string>& words, std::string_view target) : words_(words), target_(target) {}

  RustcCommandLine parse() {
    std::size_t i = 0;
    while (i < words_.size()) {
      std::optional<Option> option = i > 0 ? option_at(words_, i) : std::nullopt;
      if (!option) {
        read_plain(words_[i]);
        keep(i, 1);
        i += 1;
        continue;
      }
      read(*option, i);
      i += option->words;
    }
    return std::move(line_);
  }

 private:
  void keep(std::size_t at, std::size_t count) {
    for (std::size_t i = at; i < at + count; ++i) line_.arguments.emplace_back(words_[i]);
  }

  void read_plain(std::string_view word) {
    if (word == "--test") line_.is_test = true;
    if (word.ends_with(".rs") && !word.starts_with('-')) line_.source = word;
  }

  void read(const Option& option, std::size_t at) {
    if (option.name == "--extern") return read_extern(option, at);
    if (option.name == "-L") return read_search(option, at);
    if (option.name == "-C" || option.name == "--codegen") return read_codegen(option, at);
    if (option.name == "-l" && consume(option.value, kProbe)) return probe(ScriptValue::link_library, rest_);
    if (option.name == "--cfg" && consume(option.value, "ferrule_probe=\""))
      return probe(ScriptValue::cfg, rest_.substr(0, rest_.size() - 1));
    if (option.name == "--check-cfg" && consume(option.value, "ferrule_probe=\""))
      return probe(ScriptValue::check_cfg, rest_.substr(0, rest_.size() - 1));
    if (option.name == "--out-dir") {
      line_.out_dir = option.value;
      line_.arguments.emplace_back("--out-dir");
      line_.arguments.emplace_back(OutDirectory{});
      return;
    }
    if (option.name == "-Z" && consume(option.value, "embed-metadata=")) line_.embeds_metadata = is_yes(rest_);
    if (option.name == "-o" && line_.out_dir.empty()) line_.out_dir = option.value;
    if (option.name == "--emit") read_emitted(option.value);
    if (option.name == "--crate-name") line_.crate_name = option.value;
    if (option.name == "--target") line_.triple = option.value;
    if (option.name == "--crate-type")
      for (std::string_view type : split(option.value, ',')) line_.crate_types.emplace_back(type);
    keep(at, option.words);
  }

  void read_emitted(std::string_view kinds) {
    line_.emits_link = false;
    for (std::string_view each : split(kinds, ',')) {
      const std::string_view kind = split_once(each, '=').first;
      if (kind == "metadata") line_.emits_metadata = true;
      if (kind == "link") line_.emits_link = true;
    }
  }

  void read_extern(const Option& option, std::size_t at) {
    Halves parts = split_once(option.value, '=');
    // `--extern proc_macro` and paths outside Cargo's own directory stay.
    if (!parts.found || !parts.second.starts_with(target_)) return keep(at, option.words);
    line_.arguments.emplace_back(ExternPath{std::string(parts.first), std::string(parts.second)});
  }

  void read_search(const Option& option, std::size_t at) {
    if (consume(option.value, kExternalProbe)) return probe(ScriptValue::link_search_external, rest_);
    if (consume(option.value, "native=") && rest_.ends_with(kOwnProbeEnd))
      return probe(ScriptValue::link_search_own, rest_.substr(0, rest_.size() - kOwnProbeEnd.size()));
    if (!consume(option.value, "dependency=") || !rest_.starts_with(target_)) return keep(at, option.words);
    // Cargo names one directory per kind (host, target), or per dependency; Ferrule's directories take the place of
    // them all.
    if (!searches_) line_.arguments.emplace_back(DependencySearch{});
    searches_ = true;
  }

  void read_codegen(const Option& option, std::size_t at) {
    if (consume(option.value, "link-arg=ferrule-probe=")) {
      Halves parts = split_once(rest_, '=');
      return probe(ScriptValue::link_argument, parts.second, parts.first);
    }
    if (consume(option.value, "incremental=")) {
      line_.arguments.emplace_back(IncrementalDirectory{});
      return;
    }
    if (consume(option.value, "extra-filename=")) line_.extra_filename = rest_;
    if (consume(option.value, "metadata=")) line_.hash = rest_;
    keep(at, option.words);
  }

  /// Notes a probe. The probes of one script follow each other; what they say together goes in one place, so that the
  /// order of the script's own lines holds.
  void probe(ScriptValue value, std::string_view out_dir, std::string_view target = {}) {
    auto* last = line_.arguments.empty() ? nullptr : std::get_if<ProbePlace>(&line_.arguments.back());
    bool same_script = last != nullptr && last->out_dir == out_dir;
    if (same_script && value == ScriptValue::link_argument && last->value == value) {
      last->targets.emplace_back(target);
      return;
    }
    // The stand-in prints the external directory first. A Cargo that keeps that order doesn't sort (before 1.92):
    // then the two are one place.
    if (same_script && value == ScriptValue::link_search_own && last->value == ScriptValue::link_search_external) {
      last->value = ScriptValue::link_search;
      return;
    }
    ProbePlace place{value, std::string(out_dir)};
    if (!target.empty()) place.targets.emplace_back(target);
    line_.arguments.emplace_back(std::move(place));
  }

  /// Whether `text` starts with `prefix`; rest_ is then what follows it.
  bool consume(std::string_view text, std::string_view prefix) {
    rest_ = text;
    return consume_prefix(rest_, prefix);
  }

  const std::vector<std::string>& words_;
  std::string_view target_;
  std::string_view rest_;
  bool searches_ = false;
  RustcCommandLine line_;
};

}  // namespace

std::string RustcCommandLine::unit_path() const { return join_path(out_dir, crate_name + extra_filename); }

RustcCommandLine parse_rustc_command_line(const std::vector<std::string>& arguments,
                                          std::string_view recording_target) {
  return Parser(arguments, recording_target).parse();
}

}  // namespace ferrule
