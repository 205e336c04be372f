#include "rust/rustc_options.h"

#include <algorithm>
#include <array>

namespace ferrule {

namespace {

struct KnownOption {
  std::string_view written;
  std::string_view name;
};

/// Those that take a value.
constexpr std::array kWithValue = {
    KnownOption{"--allow", "-A"},
    KnownOption{"--cap-lints", "--cap-lints"},
    KnownOption{"--cfg", "--cfg"},
    KnownOption{"--check-cfg", "--check-cfg"},
    KnownOption{"--codegen", "-C"},
    KnownOption{"--color", "--color"},
    KnownOption{"--crate-name", "--crate-name"},
    KnownOption{"--crate-type", "--crate-type"},
    KnownOption{"--deny", "-D"},
    KnownOption{"--diagnostic-width", "--diagnostic-width"},
    KnownOption{"--edition", "--edition"},
    KnownOption{"--emit", "--emit"},
    KnownOption{"--env-set", "--env-set"},
    KnownOption{"--error-format", "--error-format"},
    KnownOption{"--explain", "--explain"},
    KnownOption{"--extern", "--extern"},
    KnownOption{"--forbid", "-F"},
    KnownOption{"--force-warn", "--force-warn"},
    KnownOption{"--json", "--json"},
    KnownOption{"--out-dir", "--out-dir"},
    KnownOption{"--print", "--print"},
    KnownOption{"--remap-path-prefix", "--remap-path-prefix"},
    KnownOption{"--remap-path-scope", "--remap-path-scope"},
    KnownOption{"--sysroot", "--sysroot"},
    KnownOption{"--target", "--target"},
    KnownOption{"--warn", "-W"},
};

constexpr std::string_view kShortWithValue = "ACDFLWZlo";

std::optional<RustcOption> with_value(std::string_view name, std::string_view rest, bool has_rest,
                                      const std::string* next) {
  if (has_rest) return RustcOption{name, rest, 1};
  if (next == nullptr) return std::nullopt;
  return RustcOption{name, *next, 2};
}

std::optional<RustcOption> long_option(std::string_view word, const std::string* next) {
  const std::size_t equals = word.find('=');
  const std::string_view written = word.substr(0, equals);
  const bool has_value = equals != std::string_view::npos;
  for (const KnownOption& known : kWithValue)
    if (known.written == written)
      return with_value(known.name, has_value ? word.substr(equals + 1) : std::string_view(), has_value, next);
  if (has_value) return std::nullopt;
  if (word == "--test" || word == "--verbose" || word == "--version" || word == "--help") return RustcOption{word};
  return std::nullopt;
}

/// The names of options may be spelled with either.
bool same_name(std::string_view a, std::string_view b) {
  auto plain = [](char c) { return c == '_' ? '-' : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return plain(x) == plain(y); });
}

std::optional<std::string_view> setting(const RustcOption& option, std::string_view kind, std::string_view name) {
  if (option.name != kind) return std::nullopt;
  const std::size_t equals = option.value.find('=');
  if (!same_name(option.value.substr(0, equals), name)) return std::nullopt;
  return equals == std::string_view::npos ? std::string_view() : option.value.substr(equals + 1);
}

}  // namespace

std::optional<RustcOption> rustc_option_at(std::string_view word, const std::string* next) {
  if (word.size() < 2 || word[0] != '-') return std::nullopt;
  if (word[1] == '-') return long_option(word, next);
  if (word == "-O") return RustcOption{"-C", "opt-level=3"};
  if (word == "-g") return RustcOption{"-C", "debuginfo=2"};
  if (kShortWithValue.find(word[1]) == std::string_view::npos) return std::nullopt;
  return with_value(word.substr(0, 2), word.substr(2), word.size() > 2, next);
}

void for_each_rustc_option(const std::vector<std::string>& words,
                           const std::function<void(const RustcOption& option, std::size_t at)>& each) {
  for (std::size_t at = 0; at < words.size();) {
    const std::string* next = at + 1 < words.size() ? &words[at + 1] : nullptr;
    const std::optional<RustcOption> option = rustc_option_at(words[at], next);
    if (option) each(*option, at);
    at += option ? option->words : 1;
  }
}

std::vector<std::string> without_options(const std::vector<std::string>& words,
                                         const std::function<bool(const RustcOption& option)>& drops) {
  std::vector<std::string> kept;
  std::size_t copied = 0;
  const auto copy_until = [&](std::size_t end) {
    for (; copied < end; ++copied) kept.push_back(words[copied]);
  };
  for_each_rustc_option(words, [&](const RustcOption& option, std::size_t at) {
    if (!drops(option)) return;
    copy_until(at);
    copied = at + option.words;
  });
  copy_until(words.size());
  return kept;
}

std::optional<std::string_view> codegen_value(const RustcOption& option, std::string_view name) {
  return setting(option, "-C", name);
}

std::optional<std::string_view> unstable_value(const RustcOption& option, std::string_view name) {
  return setting(option, "-Z", name);
}

}  // namespace ferrule
