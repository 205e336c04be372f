#include "command/build/doc.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "base/files.h"
#include "command/build/build.h"
#include "command/build/generated.h"
#include "command/build/ninja_call.h"
#include "record/cargo/cargo_config.h"
#include "record/outcome.h"

namespace ferrule {

namespace {

using Clock = std::chrono::steady_clock;

/// What opens a page: `doc.browser` of Cargo's configuration, BROWSER, or the desktop's own choice. Source: Cargo's
/// util/open.rs.
Result<std::vector<std::string>> browser_for(const CommandContext& context, const std::string& directory) {
  Result<SavedOptions> saved = read_saved_options(context.disk, directory);
  if (!saved) return saved.error();
  Result<CargoConfig> config =
      read_cargo_config(context.disk, saved->directory, context.environment, saved->options.config_overrides);
  if (!config) return config.error();
  if (!config->browser.empty()) return config->browser;
  return std::vector<std::string>{find_variable(context.environment, "BROWSER").value_or("xdg-open")};
}

class Documenter {
 public:
  Documenter(const CommandContext& context, const DocOptions& options) : context_(context), options_(options) {}

  Status run() {
    const Clock::time_point start = Clock::now();
    Result<std::string> directory = ensure_generated(context_, wanted());
    if (!directory) return directory.error();
    directory_ = *directory;
    KeptDiagnostics kept(context_.disk, directory_, options_.format, stderr);
    Result<bool> passed = call();
    if (!passed) return passed.error();
    // Only now: ninja may have had Cargo asked again.
    Result<RecordingOutcome> recorded = read_outcome(context_.disk, directory_);
    if (recorded && !recorded->documentation_failure.empty())
      return Error{"`cargo doc` could not be planned:\n" + recorded->documentation_failure};
    Result<std::vector<CheckedTarget>> targets = read_list();
    if (!targets) return targets.error();
    for (const CheckedTarget& target : *targets) kept.show(target, target.edge);
    if (is_json()) print_finished(*passed);
    if (!*passed) return Error{"the documentation could not be built", directory_};
    if (!options_.build.quiet) print_time(context_, directory_, options_.build, Built::targets, Clock::now() - start);
    return show_pages(*targets);
  }

 private:
  bool is_json() const { return options_.format == MessageFormat::json; }

  GenerateOptions wanted() const {
    GenerateOptions options = options_.build.generate;
    options.documentation.is_wanted = true;
    return options;
  }

  Result<bool> call() const {
    return is_json() ? call_ninja_silently(context_, directory_, options_.build, {"doc"})
                     : call_ninja(context_, directory_, options_.build, {"doc"});
  }

  Result<std::vector<CheckedTarget>> read_list() const {
    const std::string path = join_path(directory_, kDocumentationListFile);
    Result<std::string> text = context_.disk.read(path);
    if (!text) return text.error();
    return parse_check_list(*text, path);
  }

  /// Names them as Cargo does: the first, or with -v all.
  Status show_pages(const std::vector<CheckedTarget>& targets) const {
    std::vector<std::string> pages;
    for (const CheckedTarget& target : targets)
      if (!target.page.empty()) pages.push_back(join_path(directory_, target.page));
    if (options_.opens) return open_first(pages);
    if (options_.build.quiet || pages.empty()) return {};
    if (options_.build.verbose) {
      for (const std::string& page : pages) fmt::print(stderr, "   Generated {}\n", page);
      return {};
    }
    std::string others;
    if (pages.size() == 2) others = " and 1 other file";
    if (pages.size() > 2) others = fmt::format(" and {} other files", pages.size() - 1);
    fmt::print(stderr, "   Generated {}{}\n", pages.front(), others);
    return {};
  }

  Status open_first(const std::vector<std::string>& pages) const {
    if (pages.empty())
      return Error{"cannot open specified crate's documentation: no documentation generated",
                   {},
                   "it is in the directory `doc` of the build directory; Cargo names its pages from 1.73 on"};
    Result<std::vector<std::string>> words = browser_for(context_, directory_);
    if (!words) return words.error();
    words->push_back(pages.front());
    if (!options_.build.quiet) fmt::print(stderr, "     Opening {}\n", pages.front());
    Result<int> status = context_.processes.run_attached({*words, context_.directory, context_.environment});
    if (!status)
      fmt::print(stderr, "warning: couldn't open docs with {}: {}\n", words->front(), status.error().message);
    return {};
  }

  const CommandContext& context_;
  const DocOptions& options_;
  std::string directory_;
};

}  // namespace

Status doc(const CommandContext& context, const DocOptions& options) { return Documenter(context, options).run(); }

}  // namespace ferrule
