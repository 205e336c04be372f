#include "command/test/chosen_tests.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "command/build/generated.h"
#include "command/options/build_directory_option.h"

namespace ferrule {

namespace {

class Chooser {
 public:
  Chooser(const CommandContext& context, const BuildOptions& options, const TestChoice& choice, bool benches)
      : context_(context), options_(options), choice_(choice), benches_(benches) {}

  Result<ChosenTests> choose() {
    if (choice_.doc && !target_options(choice_, benches_).empty())
      return Error{"can't mix --doc with other target selecting options", {}, "run `ferrule test` once with each"};
    Result<ChosenTests> tests = look(options_.generate);
    if (!tests) return tests;
    if (!is_recorded(tests->graph(), choice_, tests->survey.build.recording.outcome.untested, benches_)) {
      Result<bool> keeps_options = is_named(context_, options_.generate);
      if (!keeps_options) return keeps_options.error();
      if (*keeps_options) return left_out(*tests);
      tests = look_with_targets();
      if (!tests) return tests;
    }
    tests->runs = choose_runs(tests->graph(), choice_);
    if (tests->runs.empty()) return no_such_program(*tests);
    return tests;
  }

 private:
  Result<ChosenTests> look(const GenerateOptions& generate) const {
    Result<std::string> directory =
        benches_ ? ensure_generated_for_benches(context_, generate) : ensure_generated(context_, generate);
    if (!directory) return directory.error();
    BuildOptions build = options_;
    build.generate = {};
    build.generate.build_directory = *directory;
    build.generate.config_overrides = options_.generate.config_overrides;  // what output looks like
    Result<Survey> found = survey(context_, build.generate);
    if (!found) return found.error();
    if (const std::string& reason = found->build.recording.outcome.tests_failure; !reason.empty())
      return Error{fmt::format("`cargo {}` could not be planned:\n{}", noun(), reason)};
    return ChosenTests{std::move(*directory), std::move(build), std::move(*found), {}};
  }

  /// What is recorded then is what Cargo takes `choice` for.
  Result<ChosenTests> look_with_targets() {
    GenerateOptions generate = options_.generate;
    const std::vector<std::string> targets = target_options(choice_, benches_);
    generate.cargo_arguments.insert(generate.cargo_arguments.end(), targets.begin(), targets.end());
    choice_.kinds.clear();
    choice_.targets.clear();
    choice_.all_targets = true;
    return look(generate);
  }

  /// A directory that was named, or that we stand in, keeps the options that it was generated with.
  static Result<bool> is_named(const CommandContext& context, const GenerateOptions& options) {
    if (!options.build_directory.empty()) return true;
    Result<BuildDirectory> found = find_build_directory(context, {}, options.manifest_path);
    if (!found) return found.error();
    return found->is_here;
  }

  Error left_out(const ChosenTests& tests) const {
    const std::string targets = fmt::format("{}", fmt::join(target_options(choice_, benches_), " "));
    return {fmt::format("this build directory wasn't generated with all that `cargo {} {}` builds", noun(), targets),
            tests.directory,
            fmt::format("run it in the workspace and without -C, or generate the directory with these options, too: "
                        "`ferrule generate -C "
                        "{} … {}`",
                        tests.directory, targets)};
  }

  Error no_such_program(const ChosenTests& tests) const {
    return {fmt::format("there is no such {} in this build", noun()), tests.directory,
            fmt::format("`ferrule {} --no-run` lists what it has", noun())};
  }

  const char* noun() const { return benches_ ? "bench" : "test"; }

  const CommandContext& context_;
  const BuildOptions& options_;
  TestChoice choice_;
  bool benches_;
};

}  // namespace

Result<ChosenTests> choose_tests(const CommandContext& context, const BuildOptions& options, const TestChoice& choice,
                                 bool benches) {
  return Chooser(context, options, choice, benches).choose();
}

}  // namespace ferrule
