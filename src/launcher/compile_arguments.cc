#include "launcher/compile_arguments.h"

#include "base/strings.h"

namespace ferrule {

namespace {

/// Reads options that come as `--name value` or `--name=value`.
class OptionReader {
 public:
  explicit OptionReader(const std::vector<std::string>& words) : words_(words) {}

  bool next() { return ++at_ < words_.size(); }
  std::string_view word() const { return words_[at_]; }

  /// Whether this is the option `name`; then takes its value.
  bool take(std::string_view name, std::string_view& value) {
    value = word();
    if (!consume_prefix(value, name)) return false;
    if (consume_prefix(value, "=")) return true;
    if (!value.empty() || at_ + 1 >= words_.size()) return false;
    value = words_[++at_];
    return true;
  }

  /// The same for `-C key=value` and `-Ckey=value`.
  bool take_codegen(std::string_view& value) {
    value = word();
    if (!consume_prefix(value, "-C") && !(value == "--codegen" && consume_prefix(value, value))) return false;
    if (!value.empty()) return true;
    if (at_ + 1 >= words_.size()) return false;
    value = words_[++at_];
    return true;
  }

 private:
  const std::vector<std::string>& words_;
  std::size_t at_ = static_cast<std::size_t>(-1);
};

}  // namespace

CompileArguments read_compile_arguments(const std::vector<std::string>& words) {
  CompileArguments arguments;
  OptionReader options(words);
  std::string_view value;
  while (options.next()) {
    if (options.take("--crate-name", value)) arguments.crate_name = value;
    else if (options.take("--out-dir", value)) arguments.out_dir = value;
    else if (options.take("--target", value)) arguments.target = value;
    else if (options.take("--emit", value)) arguments.has_emit = true;
    else if (options.word() == "--test") arguments.is_test = true;
    else if (options.take("--crate-type", value)) {
      for (std::string_view type : split(value, ',')) arguments.crate_types.emplace_back(type);
    } else if (options.take_codegen(value) && consume_prefix(value, "extra-filename=")) {
      arguments.extra_filename = value;
    }
  }
  return arguments;
}

std::vector<std::string> extern_files(const std::vector<std::string>& words) {
  std::vector<std::string> files;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != "--extern") continue;
    // Options may stand before the name, and a name alone is looked up.
    if (Halves parts = split_once(words[i + 1], '='); parts.found) files.emplace_back(parts.second);
  }
  return files;
}

}  // namespace ferrule
