#include "launcher/compile/compile_arguments.h"

#include "base/strings.h"
#include "rust/rustc_options.h"

namespace ferrule {

namespace {

/// `dep-info,metadata=<file>,link`.
bool names_metadata(std::string_view kinds) {
  for (std::string_view kind : split(kinds, ','))
    if (split_once(kind, '=').first == "metadata") return true;
  return false;
}

/// `--emit` may come several times.
void read_emit(CompileArguments& arguments, std::string_view kinds) {
  arguments.has_emit = true;
  arguments.emits_metadata = arguments.emits_metadata || names_metadata(kinds);
}

}  // namespace

CompileArguments read_compile_arguments(const std::vector<std::string>& words) {
  CompileArguments arguments;
  for_each_rustc_option(words, [&](const RustcOption& option, std::size_t) {
    if (option.name == "--crate-name") arguments.crate_name = option.value;
    else if (option.name == "--out-dir") arguments.out_dir = option.value;
    else if (option.name == "--target") arguments.target = option.value;
    else if (option.name == "--emit") read_emit(arguments, option.value);
    else if (option.name == "--test") arguments.is_test = true;
    else if (option.name == "--crate-type")
      for (std::string_view type : split(option.value, ',')) arguments.crate_types.emplace_back(type);
    else if (auto extra = codegen_value(option, "extra-filename")) arguments.extra_filename = *extra;
  });
  return arguments;
}

std::vector<std::string> extern_files(const std::vector<std::string>& words) {
  std::vector<std::string> files;
  for_each_rustc_option(words, [&](const RustcOption& option, std::size_t) {
    if (option.name != "--extern") return;
    // Options may stand before the name, and a name alone is looked up.
    if (Halves parts = split_once(option.value, '='); parts.found) files.emplace_back(parts.second);
  });
  return files;
}

}  // namespace ferrule
