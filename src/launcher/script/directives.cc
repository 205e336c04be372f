#include "launcher/script/directives.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kSeeAlso =
    "See https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script "
    "for more information about build script outputs.";

/// The keys of the old syntax, `cargo:KEY=VALUE`; any other there is metadata.
constexpr std::array<std::string_view, 17> kOldKeys = {"rustc-flags",
                                                       "rustc-link-lib",
                                                       "rustc-link-search",
                                                       "rustc-link-arg-cdylib",
                                                       "rustc-cdylib-link-arg",
                                                       "rustc-link-arg-bins",
                                                       "rustc-link-arg-bin",
                                                       "rustc-link-arg-tests",
                                                       "rustc-link-arg-benches",
                                                       "rustc-link-arg-examples",
                                                       "rustc-link-arg",
                                                       "rustc-cfg",
                                                       "rustc-check-cfg",
                                                       "rustc-env",
                                                       "warning",
                                                       "rerun-if-changed",
                                                       "rerun-if-env-changed"};

bool is_old_directive(std::string_view text) {
  Halves parts = split_once(text, '=');
  if (!parts.found) return false;
  for (std::string_view key : kOldKeys)
    if (parts.first == key) return true;
  return false;
}

/// Behind the sequence that starts at `at`, or npos if it isn't UTF-8.
std::size_t next_character(std::string_view text, std::size_t at) {
  auto byte = [text](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  unsigned char first = byte(at);
  if (first < 0x80) return at + 1;
  std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return std::string_view::npos;
  // The second byte excludes overlong forms, surrogates, and what is beyond U+10FFFF.
  unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(at + 1) < low || byte(at + 1) > high) return std::string_view::npos;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return std::string_view::npos;
  return at + length;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if ((at = next_character(text, at)) == std::string_view::npos) return false;
  return true;
}

/// The value as Cargo takes it: white space goes at its end only.
std::string_view trim_end(std::string_view text) {
  std::string_view trimmed = trim(text);
  return trimmed.empty() ? trimmed : text.substr(0, static_cast<std::size_t>(trimmed.end() - text.begin()));
}

/// Whether a package with this rust-version may use `cargo::`, which came with
/// 1.77.
bool allows_new_syntax(std::string_view rust_version) {
  std::array<std::uint64_t, 2> numbers = {0, 0};
  std::size_t which = 0;
  for (std::string_view piece : split(rust_version, '.')) {
    if (which == numbers.size()) break;
    for (char c : piece)
      if (c >= '0' && c <= '9') numbers[which] = numbers[which] * 10 + static_cast<std::uint64_t>(c - '0');
    ++which;
  }
  return numbers[0] == 1 && numbers[1] >= 77;
}

/// A directive for targets of one kind: its value of LinkArgument::target, and Cargo's word for such a target.
struct LinkTarget {
  std::string_view key;
  std::string_view target;
  std::string_view noun;
};

const LinkTarget* find_link_target(std::string_view key) {
  static constexpr std::array<LinkTarget, 4> kTargets = {{{"rustc-link-arg-bins", "bins", "bin"},
                                                          {"rustc-link-arg-tests", "tests", "test"},
                                                          {"rustc-link-arg-benches", "benches", "benchmark"},
                                                          {"rustc-link-arg-examples", "examples", "example"}}};
  for (const LinkTarget& known : kTargets)
    if (known.key == key) return &known;
  return nullptr;
}

/// Reads directives one by one into a ScriptOutput.
class DirectiveParser {
 public:
  explicit DirectiveParser(const DirectiveRules& rules)
      : rules_(rules), whence_("build script of `" + rules.package + "`") {}

  Status read(std::string_view line);

  ScriptOutput output;

 private:
  Status check_rust_version(std::string_view data) const;
  Status apply(std::string_view key, std::string_view value, std::string_view line);
  Status add_flags(std::string_view value);
  Status add_link_argument(std::string_view key, std::string_view value);
  Status add_single_bin_argument(std::string_view key, std::string_view value);
  bool may_name(std::string_view target) const;
  Error without_target(std::string_view key, const std::string& target) const;
  Status add_environment(std::string_view value);
  Status add_metadata(std::string_view value, std::string_view line);
  Error without_equals_sign(std::string_view line, std::string_view syntax) const;

  const DirectiveRules& rules_;
  std::string whence_;
  /// Of the directive at hand: "cargo:" or "cargo::".
  std::string syntax_;
};

std::string quoted(std::string_view text) {
  std::string result = "`";
  result += text;
  return result += '`';
}

Status DirectiveParser::read(std::string_view line) {
  line = trim(line);
  std::string_view data = line;
  std::string_view key = "metadata";
  if (consume_prefix(data, "cargo::")) {
    syntax_ = "cargo::";
    if (Status allowed = check_rust_version(data); !allowed) return allowed;
  } else if (consume_prefix(data, "cargo:")) {
    syntax_ = "cargo:";
    if (!is_old_directive(data)) return apply(key, data, line);
  } else {
    return {};
  }
  Halves parts = split_once(data, '=');
  if (!parts.found) return without_equals_sign(line, syntax_);
  return apply(parts.first, trim_end(parts.second), line);
}

Error DirectiveParser::without_equals_sign(std::string_view line, std::string_view syntax) const {
  return Error{"invalid output in " + whence_ + ": " + quoted(line) + "\nExpected a line with `" +
               std::string(syntax) + "KEY=VALUE` with an `=` character, but none was found.\n" +
               std::string(kSeeAlso)};
}

Status DirectiveParser::check_rust_version(std::string_view data) const {
  if (rules_.rust_version.empty() || allows_new_syntax(rules_.rust_version)) return {};
  std::string suggestion;
  std::string_view metadata = data;
  if (is_old_directive(data))
    suggestion = "Switch to the old `cargo:" + std::string(data) + "` syntax (note the single colon).\n";
  else if (consume_prefix(metadata, "metadata="))
    suggestion = "Switch to the old `cargo:" + std::string(metadata) +
                 "` syntax instead of `cargo::" + std::string(data) + "` (note the single colon).\n";
  return Error{
      "the `cargo::` syntax for build script output instructions was added in Rust 1.77.0, but the "
      "minimum supported Rust version of " +
      quoted(rules_.package) + " is " + rules_.rust_version + ".\n" + suggestion + std::string(kSeeAlso)};
}

Status DirectiveParser::apply(std::string_view key, std::string_view value, std::string_view line) {
  auto link_argument = [&](const char* target) {
    output.link_arguments.push_back({target, std::string(value)});
    return Status();
  };
  auto add_to = [&](std::vector<std::string>& list) {
    list.emplace_back(value);
    return Status();
  };
  if (key == "rustc-flags") return add_flags(value);
  if (key == "rustc-link-lib") return add_to(output.link_libraries);
  if (key == "rustc-link-search") return add_to(output.link_search);
  if (key == "rustc-link-arg") return link_argument("all");
  if (key == "rustc-link-arg-cdylib" || key == "rustc-cdylib-link-arg") return link_argument("cdylib");
  if (key == "rustc-link-arg-bin") return add_single_bin_argument(key, value);
  if (key.starts_with("rustc-link-arg-") && find_link_target(key) != nullptr) return add_link_argument(key, value);
  if (key == "rustc-cfg") return add_to(output.cfgs);
  if (key == "rustc-check-cfg") return add_to(output.check_cfgs);
  if (key == "rustc-env") return add_environment(value);
  if (key == "warning") return add_to(output.warnings);
  if (key == "error") return add_to(output.errors);
  if (key == "rerun-if-changed") return add_to(output.rerun_if_changed);
  if (key == "rerun-if-env-changed") return add_to(output.rerun_if_env_changed);
  if (key == "metadata") return add_metadata(value, line);
  return Error{"invalid output in " + whence_ + ": " + quoted(line) + "\nUnknown key: " + quoted(key) + ".\n" +
               std::string(kSeeAlso)};
}

Status DirectiveParser::add_flags(std::string_view value) {
  std::vector<std::string_view> words;
  const std::string spaced = replace_all(replace_all(value, "\t", " "), "\r", " ");
  for (std::string_view word : split(spaced, ' '))
    if (!word.empty()) words.push_back(word);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    bool is_library = word.starts_with("-l");
    if (!is_library && !word.starts_with("-L"))
      return Error{"only `-l` and `-L` flags are allowed in " + whence_ + ": " + quoted(trim(value))};
    word.remove_prefix(2);
    if (word.empty()) {
      if (++i == words.size()) return Error{"flag in rustc-flags has no value in " + whence_ + ": "};
      word = words[i];
    }
    (is_library ? output.link_libraries : output.link_search).emplace_back(word);
  }
  return {};
}

bool DirectiveParser::may_name(std::string_view target) const {
  const std::vector<std::string>& known = rules_.link_targets;
  return known.empty() || std::find(known.begin(), known.end(), target) != known.end();
}

/// `target` is how Cargo speaks of what the package lacks.
Error DirectiveParser::without_target(std::string_view key, const std::string& target) const {
  return Error{"invalid instruction `" + syntax_ + std::string(key) + "` from " + whence_ + "\nThe package " +
               rules_.package + " does not have a " + target};
}

Status DirectiveParser::add_link_argument(std::string_view key, std::string_view value) {
  const LinkTarget& of = *find_link_target(key);
  if (!may_name(of.target)) return without_target(key, std::string(of.noun) + " target.");
  output.link_arguments.push_back({std::string(of.target), std::string(value)});
  return {};
}

Status DirectiveParser::add_single_bin_argument(std::string_view key, std::string_view value) {
  Halves parts = split_once(value, '=');
  std::string name = syntax_ + std::string(key);
  if (!parts.found)
    return Error{"invalid instruction `" + name + "=" + std::string(value) + "` from " + whence_ +
                 "\nThe instruction should have the form " + name + "=BIN=ARG"};
  const std::string target = "bin=" + std::string(parts.first);
  if (!may_name(target)) return without_target(key, "bin target with the name `" + std::string(parts.first) + "`.");
  output.link_arguments.push_back({target, std::string(parts.second)});
  return {};
}

Status DirectiveParser::add_environment(std::string_view value) {
  Halves parts = split_once(value, '=');
  if (!parts.found) return Error{"Variable rustc-env has no value in " + whence_ + ": " + std::string(value)};
  if (parts.first != "RUSTC_BOOTSTRAP") {
    output.environment.push_back({std::string(parts.first), std::string(parts.second)});
    return {};
  }
  std::string text = "cannot set `RUSTC_BOOTSTRAP=" + std::string(parts.second) + "` from " + whence_ +
                     ".\nnote: crates cannot set `RUSTC_BOOTSTRAP` themselves, as doing so would subvert the "
                     "stability guarantees of Rust for your project.";
  if (!rules_.tolerates_bootstrap)
    return Error{text, "",
                 "If you're sure you want to do this in your project, set the environment variable "
                 "`RUSTC_BOOTSTRAP=1` before running `ferrule generate` instead."};
  output.warnings.push_back(std::move(text));
  return {};
}

Status DirectiveParser::add_metadata(std::string_view value, std::string_view line) {
  Halves parts = split_once(value, '=');
  if (!parts.found) return without_equals_sign(line, syntax_ == "cargo:" ? "cargo:" : "cargo::metadata=");
  output.metadata.push_back({std::string(parts.first), std::string(trim_end(parts.second))});
  return {};
}

}  // namespace

Result<ScriptOutput> parse_directives(std::string_view standard_output, const DirectiveRules& rules) {
  DirectiveParser parser(rules);
  for (std::string_view line : split(standard_output, '\n')) {
    if (!is_utf8(line)) continue;
    if (Status read = parser.read(line); !read) return read.error();
  }
  return std::move(parser.output);
}

ScriptOutput parse_log_directives(std::string_view standard_output) {
  ScriptOutput output;
  for (std::string_view line : split(standard_output, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (consume_prefix(line, "cargo::error=")) output.errors.emplace_back(line);
    else if (consume_prefix(line, "cargo::warning=") || consume_prefix(line, "cargo:warning="))
      output.warnings.emplace_back(line);
    else if (consume_prefix(line, "cargo::rerun-if-env-changed=") ||
             consume_prefix(line, "cargo:rerun-if-env-changed="))
      output.rerun_if_env_changed.emplace_back(line);
  }
  return output;
}

}  // namespace ferrule
