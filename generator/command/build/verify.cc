#include "command/build/verify.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/files.h"
#include "base/strings.h"
#include "command/generate/generate.h"
#include "command/options/saved_options.h"
#include "command/options/workspace_settings.h"
#include "formats/action.h"
#include "formats/verification.h"

namespace ferrule {

namespace {

using Outcome = Verification::Outcome;

/// One library as one edge compiles it.
struct Library {
  std::string action;   // its file's name in actions/
  std::string package;  // as Cargo describes it: "serde v1.0.228"
};

std::string name_of(const std::string& package) { return std::string(split_once(package, ' ').first); }

/// What the user has been told of already.
struct KnownOptions {
  std::string workspace;
  std::set<std::string> fused;
};

KnownOptions read_known_options(const Disk& disk, const std::string& directory) {
  KnownOptions known;
  Result<std::string> text = disk.read(join_path(directory, kSavedOptionsFile));
  if (!text) return known;  // made by CMake
  Result<SavedOptions> saved = parse_options(*text, kSavedOptionsFile);
  if (!saved) return known;
  known.workspace = saved->workspace;
  known.fused.insert(saved->options.plan.fused.begin(), saved->options.plan.fused.end());
  if (known.workspace.empty()) return known;
  if (Result<WorkspaceSettings> settings = read_workspace_settings(disk, known.workspace))
    known.fused.insert(settings->plan.fused.begin(), settings->plan.fused.end());
  return known;
}

bool is_library_action(std::string_view name) {
  return name.ends_with(".rust_metadata") || name.ends_with(".rust_lib");
}

/// "3 crates", "1 crate".
std::string count_of(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

/// The part of `line` that is worth looking at if it differs from a second one at `at`.
std::string shortened(std::string_view line, std::size_t at) {
  constexpr std::size_t kBefore = 60, kLongest = 160;
  auto whole_letter = [&](std::size_t place) {
    while (place < line.size() && (static_cast<unsigned char>(line[place]) & 0xC0) == 0x80) ++place;
    return place;
  };
  std::size_t begin = line.size() <= kLongest || at <= kBefore ? 0 : whole_letter(at - kBefore);
  std::size_t end = whole_letter(std::min(begin + kLongest, line.size()));
  return fmt::format("{}{}{}", begin > 0 ? "…" : "", line.substr(begin, end - begin), end < line.size() ? "…" : "");
}

std::string describe_difference(const std::string& package, const Verification& found) {
  std::string text = fmt::format("`{}` compiles to something different each time\n", package);
  if (!found.macros.empty()) text += fmt::format("  by {}\n", joined(found.macros, " or "));
  if (!found.proc_macros.empty())
    text += fmt::format("  procedural macros that it uses: `{}`\n", joined(found.proc_macros, "`, `"));
  if (found.one.empty() && found.other.empty())
    return text + "  its expanded source was the same when it was looked at\n";
  auto mismatch = std::mismatch(found.one.begin(), found.one.end(), found.other.begin(), found.other.end());
  std::size_t at = static_cast<std::size_t>(mismatch.first - found.one.begin());
  return text + fmt::format("  first difference in its expanded source:\n    - {}\n    + {}\n",
                            shortened(found.one, at), shortened(found.other, at));
}

/// What is known after all has been compiled, by package.
struct Findings {
  std::map<std::string, Verification> differing;
  std::map<std::string, std::string> failed;  // with what rustc or the launcher said
};

class VerifyRun {
 public:
  VerifyRun(const CommandContext& context, std::string directory, std::string launcher)
      : context_(context), directory_(std::move(directory)), launcher_(std::move(launcher)) {}

  Findings run(const std::vector<Library>& libraries) {
    std::vector<std::thread> workers;
    std::size_t number =
        std::min<std::size_t>(libraries.size(), static_cast<std::size_t>(std::max(1, context_.cores)));
    for (std::size_t i = 0; i < number; ++i) workers.emplace_back([&] { work(libraries); });
    for (std::thread& worker : workers) worker.join();
    if (shows_progress_) fmt::print(stderr, "\r\033[K");
    return std::move(findings_);
  }

 private:
  void work(const std::vector<Library>& libraries) {
    for (std::size_t i; (i = next_++) < libraries.size();) {
      show_progress(i, libraries);
      Result<Verification> found = look_at(libraries[i]);
      std::lock_guard lock(mutex_);
      if (!found) findings_.failed.emplace(libraries[i].package, describe(found.error()));
      else if (found->outcome == Outcome::failed) findings_.failed.emplace(libraries[i].package, found->message);
      else if (found->outcome == Outcome::differs)
        findings_.differing.emplace(libraries[i].package, std::move(*found));
    }
  }

  Result<Verification> look_at(const Library& library) {
    ProcessRequest request{{launcher_, "verify", "actions/" + library.action}, directory_, context_.environment};
    Result<ProcessResult> result = context_.processes.run(request);
    if (!result) return result.error();
    if (result->status == 0) return parse_verification(result->output, library.action);
    std::string_view reason = trim(result->errors);
    consume_prefix(reason, "error: ");
    return Error{std::string(reason)};
  }

  void show_progress(std::size_t at, const std::vector<Library>& libraries) {
    if (!shows_progress_) return;
    std::lock_guard lock(mutex_);
    fmt::print(stderr, "\r\033[KVerifying {}/{}: {}", at + 1, libraries.size(), name_of(libraries[at].package));
  }

  const CommandContext& context_;
  std::string directory_;
  std::string launcher_;
  const bool shows_progress_ = isatty(STDERR_FILENO) != 0;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  Findings findings_;
};

Result<std::string> find_directory(const CommandContext& context, const VerifyOptions& options) {
  std::string directory = normalize_path(join_path(context.directory, options.build_directory));
  if (context.disk.is_directory(join_path(directory, "actions"))) return directory;
  if (!options.build_directory.empty())
    return Error{"this directory was not generated by ferrule", directory, "run `ferrule generate` first"};
  Result<Survey> found = survey(context, {});
  if (!found) return found.error();
  return found->build_directory;
}

/// Whether one of the library's edges has run: the other may have failed just because it doesn't agree.
bool is_built(const Disk& disk, const std::string& directory, const Action& action) {
  auto exists = [&](const std::string& path) { return !path.empty() && disk.stamp(join_path(directory, path)); };
  return exists(action.counterpart) || exists(action.outputs.front().destination);
}

/// The libraries to look at: those that a build of this directory has made.
Result<std::vector<Library>> find_libraries(const CommandContext& context, const std::string& directory,
                                            const VerifyOptions& options, const std::set<std::string>& fused) {
  std::vector<Library> libraries;
  std::set<std::string> unknown(options.packages.begin(), options.packages.end());
  std::size_t wanted = 0;
  for (const std::string& name : context.disk.list(join_path(directory, "actions"))) {
    if (!is_library_action(name)) continue;
    Result<std::string> text = context.disk.read(join_path(directory, "actions/" + name));
    if (!text) return text.error();
    Result<Action> action = parse_action(*text, name, directory);
    if (!action) return action.error();
    const std::string package = name_of(action->package);
    unknown.erase(package);
    bool is_wanted = options.packages.empty() ||
                     std::find(options.packages.begin(), options.packages.end(), package) != options.packages.end();
    if (!is_wanted || fused.contains(package) || action->outputs.empty()) continue;
    ++wanted;
    if (is_built(context.disk, directory, *action)) libraries.push_back({name, action->package});
  }
  if (!unknown.empty())
    return Error{fmt::format("no package with a library is named `{}` in this build", *unknown.begin()), directory,
                 "use the package's name as written in its Cargo.toml"};
  if (libraries.empty() && wanted > 0)
    return Error{"nothing has been built yet that can be verified", directory,
                 "build it with `ninja` first (`ninja -k0` if that stops)"};
  return libraries;
}

/// Has `packages` compiled once from now on, by the workspace's ferrule.toml.
Status fuse(const CommandContext& context, const std::string& directory, const KnownOptions& known,
            const std::vector<std::string>& packages) {
  if (known.workspace.empty())
    return Error{"this build directory has no workspace, and so no ferrule.toml to write", directory,
                 "run `ferrule generate` again, or with CMake name them: NO_PIPELINING " + joined(packages, " ")};
  Result<std::string> file = add_fused_packages(context.disk, known.workspace, packages);
  if (!file) return file.error();
  GenerateOptions again;
  again.build_directory = directory;
  again.again = true;
  if (Status generated = generate(context, again); !generated) return generated;
  fmt::print("Added to `no-pipelining` in {}: {}\n", *file, joined(packages, ", "));
  return {};
}

}  // namespace

Status verify(const CommandContext& context, const VerifyOptions& options) {
  Result<std::string> launcher = find_launcher(context);
  if (!launcher) return launcher.error();
  Result<std::string> directory = find_directory(context, options);
  if (!directory) return directory.error();
  const KnownOptions known = read_known_options(context.disk, *directory);
  Result<std::vector<Library>> libraries = find_libraries(context, *directory, options, known.fused);
  if (!libraries) return libraries.error();

  Findings findings = VerifyRun(context, *directory, *launcher).run(*libraries);
  std::vector<std::string> names;
  for (const auto& [package, found] : findings.differing) {
    fmt::print("{}\n", describe_difference(package, found));
    if (names.empty() || names.back() != name_of(package)) names.push_back(name_of(package));
  }
  for (const auto& [package, message] : findings.failed) fmt::print(stderr, "`{}`: {}\n", package, trim(message));
  std::set<std::string> all;
  for (const Library& library : *libraries) all.insert(name_of(library.package));
  if (names.empty() && findings.failed.empty()) {
    fmt::print("Verified {}: compiled twice, {} the same\n", count_of(all.size(), "crate"),
               all.size() == 1 ? "it is" : "each is");
    return {};
  }
  if (!names.empty() && options.fix)
    if (Status fixed = fuse(context, *directory, known, names); !fixed) return fixed;
  if (!findings.failed.empty())
    return Error{fmt::format("{} could not be compiled", count_of(findings.failed.size(), "package")), *directory,
                 "run `ninja` first: what has changed since the last build can't be verified"};
  if (options.fix) return {};
  return Error{fmt::format("{} of {} {} compile to the same thing twice", names.size(), count_of(all.size(), "crate"),
                           names.size() == 1 ? "doesn't" : "don't"),
               *directory, "run `ferrule verify --fix`: they are then compiled only once, for both outputs"};
}

}  // namespace ferrule
