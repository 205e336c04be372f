// How rustc reads its command line: the one place that knows the forms in which an option can be written.
//
// The rules are those of rustc's getopts (`rustc_optgroups` in its rustc_session/src/config.rs): a long option takes
// its value as `--x=v` or `--x v`, a short one as `-Xv` or `-X v`; `--codegen` is `-C`, and `-O` and `-g` stand for
// codegen options.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

struct RustcOption {
  /// The short form where there is one: "-C" for `--codegen`, else "--crate-name", "--emit", …
  std::string_view name;
  /// Empty for an option that takes none.
  std::string_view value = {};
  /// How many words it is written in: 1 or 2.
  std::size_t words = 1;

  bool operator==(const RustcOption&) const = default;
};

/// The option that `word` is, with `next` behind it on the command line (null at its end). `-O` reads as `-C
/// opt-level=3`, `-g` as `-C debuginfo=2`. Nothing for the name of a source file, and for an option that this version
/// doesn't know: it passes through as it is.
std::optional<RustcOption> rustc_option_at(std::string_view word, const std::string* next);

/// Calls `each` with every option of `words`, and with the place of its first word. The program may be among them.
void for_each_rustc_option(const std::vector<std::string>& words,
                           const std::function<void(const RustcOption& option, std::size_t at)>& each);

/// `words` without the options that `drops` names.
std::vector<std::string> without_options(const std::vector<std::string>& words,
                                         const std::function<bool(const RustcOption& option)>& drops);

/// What `option` sets, if it is the codegen option `name`: "3" for `-Copt-level=3` and "opt-level"; "" for one
/// without a value, as in `-C lto`. rustc takes `-` and `_` for the same in these names.
std::optional<std::string_view> codegen_value(const RustcOption& option, std::string_view name);

/// The same for the unstable option `name` (`-Z`).
std::optional<std::string_view> unstable_value(const RustcOption& option, std::string_view name);

}  // namespace ferrule
