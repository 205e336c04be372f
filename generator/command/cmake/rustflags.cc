#include "command/cmake/rustflags.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string_view>

#include "base/strings.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

constexpr std::string_view kEncoded = "CARGO_ENCODED_RUSTFLAGS";
constexpr std::string_view kSeparator = "\x1f";

std::string encoded(const std::string& text) {
  std::istringstream words(text);
  std::string joined;
  for (std::string word; words >> word;) joined.append(joined.empty() ? "" : kSeparator).append(word);
  return joined;
}

/// The variable that stands for `target.<triple>.rustflags`.
std::string variable_of(const std::string& triple) {
  std::string name = "CARGO_TARGET_" + triple + "_RUSTFLAGS";
  for (char& c : name)
    c = c == '-' || c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

bool is_variable_of_target(std::string_view name) {
  return name.starts_with("CARGO_TARGET_") && name.ends_with("_RUSTFLAGS");
}

/// JSON's strings are strings of TOML too.
std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

std::vector<std::string> option_for(const std::string& key, const std::vector<std::string>& flags) {
  std::vector<std::string> items;
  for (const std::string& flag : flags) items.push_back(quoted(flag));
  return {"--config", fmt::format("{}=[{}]", key, fmt::join(items, ","))};
}

/// Adds them to the variables of targets, whichever target Cargo compiles for.
Status add_to_variables(const std::vector<std::string>& flags, Environment& environment) {
  for (std::string& variable : environment) {
    const std::string name(split_once(variable, '=').first);
    if (!is_variable_of_target(name)) continue;
    for (const std::string& flag : flags)
      if (std::any_of(flag.begin(), flag.end(), [](unsigned char c) { return std::isspace(c) != 0; }))
        return Error{
            fmt::format("{} is set, and Cargo splits it at spaces: the flag `{}` can't be added to it", name, flag),
            fmt::format("Unset {}, and put its flags into the Cargo configuration.", name)};
    variable += fmt::format(" {}", fmt::join(flags, " "));
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> add_rustflags(const std::vector<std::string>& flags, Environment& environment,
                                               const std::set<std::string>& targets_with_rustflags) {
  std::optional<std::string> before = find_variable(environment, kEncoded);
  if (std::optional<std::string> plain = find_variable(environment, "RUSTFLAGS"); !before && plain)
    before = encoded(*plain);
  if (before) {
    if (!before->empty()) before->append(kSeparator);
    set_variable(environment, kEncoded, *before + fmt::format("{}", fmt::join(flags, kSeparator)));
    return std::vector<std::string>{};
  }
  if (Status added = add_to_variables(flags, environment); !added) return added.error();
  std::vector<std::string> options = option_for("build.rustflags", flags);
  for (const std::string& target : targets_with_rustflags) {
    // Cargo joins the variable to what the files have for the same triple.
    if (find_variable(environment, variable_of(target))) continue;
    std::vector<std::string> more = option_for(fmt::format("target.{}.rustflags", quoted(target)), flags);
    options.insert(options.end(), more.begin(), more.end());
  }
  return options;
}

}  // namespace ferrule
