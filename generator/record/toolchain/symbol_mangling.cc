#include "record/toolchain/symbol_mangling.h"

#include <fmt/format.h>

#include <array>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

/// The options of `-C` that most crates have. All others may matter, those of future versions too.
bool is_without_effect(std::string_view codegen_option) {
  static constexpr std::array<std::string_view, 17> kOptions = {
      "codegen-units",   "debug-assertions", "debuginfo", "embed-bitcode", "extra-filename",
      "incremental",     "link-arg",         "linker",    "lto",           "metadata",
      "opt-level",       "overflow-checks",  "panic",     "rpath",         "strip",
      "split-debuginfo", "target-cpu"};
  std::string_view name = split_once(codegen_option, '=').first;
  for (std::string_view option : kOptions)
    if (name == option) return true;
  return false;
}

Result<std::string> ask(Processes& processes, const ManglingQuestion& question, const Environment& environment) {
  std::vector<std::string> command = {question.rustc,
                                      "--crate-name=mangling",
                                      "--crate-type=lib",
                                      "--emit=asm",
                                      "-Cdebuginfo=0",
                                      "-o",
                                      "-",
                                      join_path(question.scratch, "mangling.rs")};
  for (std::string_view flag : split(question.flags, '\n'))
    if (!flag.empty()) command.emplace_back(flag);
  Result<ProcessResult> result = processes.run({command, question.directory, environment});
  if (!result) return result.error();
  if (result->status == 0) return result->output;
  return Error{fmt::format("`{}` failed: {}", fmt::join(command, " "), trim(result->errors)),
               {},
               "check the Rust toolchain: `rustc -vV` must work in this directory"};
}

bool is_v0(const std::string& assembly) { return assembly.find("_RNv") != std::string::npos; }

}  // namespace

std::string mangling_flags(const std::vector<std::string>& command) {
  std::string flags;
  for (std::size_t i = 1; i < command.size(); ++i) {
    std::string_view value = command[i];
    bool is_codegen = consume_prefix(value, "--codegen=") || consume_prefix(value, "-C") || value == "--codegen";
    if (!is_codegen && !consume_prefix(value, "-Z")) continue;
    if ((value.empty() || value == "--codegen") && i + 1 < command.size()) value = command[++i];
    if (is_codegen && is_without_effect(value)) continue;
    flags += fmt::format("{}{}{}", flags.empty() ? "" : "\n", is_codegen ? "-C" : "-Z", value);
  }
  return flags;
}

Result<std::string> find_mangling(Disk& disk, Processes& processes, const ManglingQuestion& question) {
  Result<bool> written = disk.write(join_path(question.scratch, "mangling.rs"), "pub fn ferrule() {}\n");
  if (!written) return written.error();
  Environment plain, with_bootstrap;
  for (const std::string& variable : question.environment)
    if (!variable.starts_with("RUSTC_BOOTSTRAP=")) plain.push_back(variable);
  with_bootstrap = plain;
  with_bootstrap.push_back("RUSTC_BOOTSTRAP=1");
  Result<std::string> ordinary = ask(processes, question, plain);
  Result<std::string> bootstrapped = ask(processes, question, with_bootstrap);
  if (!ordinary) return ordinary;
  if (!bootstrapped) return bootstrapped;
  if (is_v0(*ordinary) == is_v0(*bootstrapped)) return std::string();
  return std::string(is_v0(*ordinary) ? "v0" : "legacy");
}

}  // namespace ferrule
