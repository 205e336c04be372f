#include "command/check/check.h"

#include <chrono>
#include <cstdio>

#include "base/files.h"
#include "command/build/build.h"
#include "command/build/generated.h"
#include "command/build/ide.h"
#include "command/build/ninja_call.h"
#include "command/check/cmake_check.h"
#include "command/cmake/check_calls.h"
#include "command/options/build_directory_option.h"
#include "emit/check_list.h"
#include "formats/check_files.h"

namespace ferrule {

namespace {

using Clock = std::chrono::steady_clock;

class Check {
 public:
  Check(const CommandContext& context, const CheckOptions& options)
      : context_(context), options_(options), build_(options.build) {}

  Status run() {
    const Clock::time_point start = Clock::now();
    if (Status found = find_directory(); !found) return found;
    if (Status began = begin(); !began) return began;
    KeptDiagnostics kept(context_.disk, directory_, options_.format, is_for_editor() ? stdout : stderr);
    Result<bool> passed = run_ninja();
    if (!passed) return passed.error();
    // Only now: ninja may have had the list written again.
    Result<std::vector<CheckedTarget>> targets = read_list();
    if (!targets) return targets.error();
    for (const CheckedTarget& target : *targets)
      kept.show(target, options_.clippy ? target.clippy_edge : target.edge);
    if (is_for_editor()) {
      print_finished(*passed);
      if (Status refreshed = refresh(); !refreshed) return refreshed;
    }
    if (!*passed) return is_for_editor() && kept.has_errors() ? Status() : Error{"the check failed"};
    if (!is_for_editor() && !options_.build.quiet) print_time_since(start);
    return {};
  }

 private:
  Status find_directory() {
    const GenerateOptions& given = options_.build.generate;
    if (std::optional<std::string> cmake = find_cmake_directory(context_, given.build_directory))
      return take_cmake_directory(*cmake);
    Result<BuildDirectory> found = find_build_directory(context_, given.build_directory, given.manifest_path);
    if (!found) return found.error();
    Result<std::string> directory = found->path;
    const bool is_there = context_.disk.stamp(path_in(*directory, kCheckListFile)).has_value();
    const bool may_generate = given.build_directory.empty() || !given.cargo_arguments.empty();
    if (is_for_editor() && (may_generate || is_there)) directory = ensure_generated_for_ide(context_, given);
    else if (may_generate && (!is_there || !given.cargo_arguments.empty()))
      directory = ensure_generated(context_, given);
    if (!directory) return directory.error();
    directory_ = *directory;
    return {};
  }

  Status take_cmake_directory(const std::string& cmake_directory) {
    Result<CMakeCheck> check = prepare_cmake_check(context_, cmake_directory, options_.build.generate);
    if (!check) return check.error();
    directory_ = check->directory;
    context_.environment = check->environment;
    build_.ninja = check->ninja;
    cmake_ = std::move(*check);
    return {};
  }

  Status refresh() const {
    return cmake_ ? refresh_cmake_project_file(context_, *cmake_) : refresh_project_file(context_, directory_);
  }

  void print_time_since(Clock::time_point start) const {
    const Clock::duration taken = Clock::now() - start;
    if (!cmake_) return print_time(context_, directory_, build_, Built::targets, taken);
    Result<std::string> profile = context_.disk.read(path(kCheckedProfileFile));
    print_time(context_, build_, profile ? *profile : "", taken);
  }

  bool is_for_editor() const { return options_.format == MessageFormat::json; }

  static std::string path_in(const std::string& directory, std::string_view name) {
    return join_path(directory, name);
  }
  std::string path(std::string_view name) const { return path_in(directory_, name); }

  Status begin() {
    if (Result<std::vector<CheckedTarget>> list = read_list(); !list) return list.error();
    return options_.clippy ? pass_on_arguments() : Status();
  }

  Status pass_on_arguments() {
    if (!context_.disk.stamp(path(kClippyArgumentsFile)))
      return Error{"the toolchain of this build has no clippy-driver", directory_,
                   "install it (with rustup: `rustup component add clippy`) and run `ferrule generate`"};
    std::string text;
    for (const std::string& argument : options_.clippy_arguments) text += argument + std::string(kClippyArgumentEnd);
    // Of a CMake project, each of the calls' directories has a file of its own.
    std::vector<std::string> places = cmake_ ? context_.disk.list(directory_) : std::vector<std::string>{};
    places.emplace_back();
    for (const std::string& place : places) {
      const std::string file = join_path(path(place), kClippyArgumentsFile);
      if (!context_.disk.stamp(file)) continue;
      if (Result<bool> written = context_.disk.write(file, text); !written) return written.error();
    }
    return {};
  }

  Result<std::vector<CheckedTarget>> read_list() const {
    Result<std::string> text = context_.disk.read(path(kCheckListFile));
    if (!text)
      return Error{"this directory was not generated by ferrule", directory_, "run `ferrule generate` first"};
    return parse_check_list(*text, path(kCheckListFile));
  }

  /// Whether everything could be checked.
  Result<bool> run_ninja() {
    const std::string target = options_.clippy ? "clippy" : "check";
    BuildOptions options = build_;
    options.generate = {};
    options.generate.config_overrides = options_.build.generate.config_overrides;  // what output looks like
    if (is_for_editor()) return call_ninja_silently(context_, directory_, options, {target});
    return call_ninja(context_, directory_, options, {target});
  }

  CommandContext context_;
  const CheckOptions& options_;
  BuildOptions build_;
  std::string directory_;
  std::optional<CMakeCheck> cmake_;
};

}  // namespace

Status check(const CommandContext& context, const CheckOptions& options) { return Check(context, options).run(); }

}  // namespace ferrule
