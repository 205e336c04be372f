#include "command/build/test.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>
#include <tuple>

#include "base/files.h"
#include "base/strings.h"
#include "command/build/build.h"
#include "command/build/generated.h"
#include "command/generate/generate.h"
#include "ide/ide_crate.h"
#include "plan/edges/layout.h"

namespace ferrule {

namespace {

/// In the order of Cargo's `TargetKind`; documentation tests come last.
int rank_of(const Unit& program) {
  switch (program.target_kind) {
    case TargetKind::library:
    case TargetKind::proc_macro: return 0;
    case TargetKind::binary: return 1;
    case TargetKind::test: return 2;
    case TargetKind::bench: return 3;
    default: return 4;
  }
}

/// The option that chooses a target: "--lib", "--test smoke".
std::string choice_of(const Unit& program) {
  switch (program.target_kind) {
    case TargetKind::library:
    case TargetKind::proc_macro: return "--lib";
    case TargetKind::binary: return "--bin " + program.target_name;
    case TargetKind::test: return "--test " + program.target_name;
    case TargetKind::bench: return "--bench " + program.target_name;
    default: return "--example " + program.target_name;
  }
}

class Tester {
 public:
  Tester(const CommandContext& context, const TestOptions& options) : context_(context), options_(options) {}

  Status run() {
    Result<std::string> launcher = find_launcher(context_);
    if (!launcher) return launcher.error();
    launcher_ = *launcher;
    Result<std::string> directory = ensure_generated(context_, options_.build.generate);
    if (!directory) return directory.error();
    directory_ = *directory;
    GenerateOptions where;
    where.build_directory = directory_;
    Result<Survey> found = survey(context_, where);
    if (!found) return found.error();
    if (const std::string& reason = found->build.recording.tests_failure; !reason.empty())
      return Error{"`cargo test` could not be planned:\n" + reason};
    const CrateGraph& graph = found->build.recording.built.graph;
    std::vector<const Unit*> runs = choose(graph);
    if (runs.empty()) return Error{"there is no such test in this build", directory_};
    Result<std::string> built = build_targets(context_, options_.build, files_of(graph, runs), Built::tests);
    if (!built) return built.error();
    return options_.no_run ? Status() : run_all(graph, runs);
  }

 private:
  bool is_chosen(const CrateGraph& graph, const Unit& run) const {
    if (!options_.label.empty())
      return run.kind == UnitKind::test_run && label_of(graph.units[*run.program]) == options_.label;
    const bool is_any = options_.kinds.empty() && options_.targets.empty();
    if (run.kind == UnitKind::doc_test) return options_.doc || (is_any && options_.name.empty());
    if (options_.doc) return false;
    const Unit& program = graph.units[*run.program];
    if (is_any && !options_.name.empty() && program.target_kind == TargetKind::example) return false;
    TargetKind kind = program.target_kind == TargetKind::proc_macro ? TargetKind::library : program.target_kind;
    return is_any || options_.kinds.contains(kind) || options_.targets.contains({kind, program.target_name});
  }

  /// In the order in which Cargo runs them.
  std::vector<const Unit*> choose(const CrateGraph& graph) const {
    std::vector<const Unit*> runs;
    for (const Unit& unit : graph.units)
      if ((unit.kind == UnitKind::test_run || unit.kind == UnitKind::doc_test) && is_chosen(graph, unit))
        runs.push_back(&unit);
    auto key = [&](const Unit* run) {
      const bool is_doc = run->kind == UnitKind::doc_test;
      const int rank = is_doc ? 0 : rank_of(graph.units[*run->program]);
      return std::tuple(is_doc, run->package.name, run->package.version, rank, run->target_name, run->id);
    };
    std::sort(runs.begin(), runs.end(), [&](const Unit* a, const Unit* b) { return key(a) < key(b); });
    return runs;
  }

  /// The programs, and those that they start. Documentation tests need the libraries that all tests do.
  std::vector<std::string> files_of(const CrateGraph& graph, const std::vector<const Unit*>& runs) const {
    const Layout layout(graph);
    std::vector<std::string> files;
    for (const Unit* run : runs) {
      if (run->kind == UnitKind::doc_test) return {"tests"};
      const Unit& program = graph.units[*run->program];
      files.push_back(layout.artifact(program, "bin"));
      for (const UsedProgram& used : program.used_programs)
        files.push_back(layout.artifact(graph.units[used.unit], "bin"));
    }
    return files;
  }

  ProcessRequest request_for(const Unit& run) const {
    const EdgeKind kind = run.kind == UnitKind::doc_test ? EdgeKind::doc_test : EdgeKind::test_run;
    ProcessRequest request{{launcher_, "test", "actions/" + run.id + "." + std::string(rule_name(kind))},
                           directory_,
                           context_.environment};
    if (!options_.name.empty()) request.arguments.push_back(options_.name);
    request.arguments.insert(request.arguments.end(), options_.arguments.begin(), options_.arguments.end());
    return request;
  }

  /// One after the other, on our own terminal.
  Result<int> run_one(const Unit& run) const { return context_.processes.run_attached(request_for(run)); }

  Status run_all(const CrateGraph& graph, const std::vector<const Unit*>& runs) const {
    if (options_.programs_at_once > 1) return run_together(graph, runs);
    std::vector<std::string> failed;
    for (const Unit* run : runs) {
      announce(graph, *run);
      Result<int> status = run_one(*run);
      if (!status) return status.error();
      if (*status == 0) continue;
      failed.push_back(choice_of_run(graph, *run));
      if (!options_.no_fail_fast) break;
    }
    return summary(failed);
  }

  /// Several at once: each program's output is shown as a whole, in the order in which they would have run.
  Status run_together(const CrateGraph& graph, const std::vector<const Unit*>& runs) const {
    std::vector<std::optional<Result<ProcessResult>>> results(runs.size());
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> has_failed = false;
    std::vector<std::thread> threads;
    const std::size_t count = std::min<std::size_t>(static_cast<std::size_t>(options_.programs_at_once), runs.size());
    for (std::size_t i = 0; i < count; ++i)
      threads.emplace_back([&] {
        for (std::size_t at; (at = next++) < runs.size() && (options_.no_fail_fast || !has_failed);) {
          results[at] = context_.processes.run(request_for(*runs[at]));
          if (!*results[at] || (*results[at])->status != 0) has_failed = true;
        }
      });
    for (std::thread& thread : threads) thread.join();
    std::vector<std::string> failed;
    for (std::size_t at = 0; at < runs.size(); ++at) {
      if (!results[at]) continue;  // not begun, because another had failed
      if (!*results[at]) return results[at]->error();
      announce(graph, *runs[at]);
      const ProcessResult& result = **results[at];
      std::fputs(result.output.c_str(), stdout);
      std::fflush(stdout);
      std::fputs(result.errors.c_str(), stderr);
      if (result.status != 0) failed.push_back(choice_of_run(graph, *runs[at]));
    }
    return summary(failed);
  }

  static std::string choice_of_run(const CrateGraph& graph, const Unit& run) {
    const std::string choice = run.kind == UnitKind::doc_test ? "--doc" : choice_of(graph.units[*run.program]);
    return fmt::format("-p {} {}", run.package.name, choice);
  }

  Status summary(const std::vector<std::string>& failed) const {
    if (failed.empty()) return {};
    if (!options_.no_fail_fast) return Error{"test failed, to rerun pass `" + failed.front() + "`"};
    std::string list;
    for (const std::string& choice : failed) list += "\n    `" + choice + "`";
    return Error{fmt::format("{} target{} failed:{}", failed.size(), failed.size() == 1 ? "" : "s", list)};
  }

  /// As Cargo does.
  void announce(const CrateGraph& graph, const Unit& run) const {
    if (options_.build.quiet) return;
    if (run.kind == UnitKind::doc_test) {
      fmt::print(stderr, "   Doc-tests {}\n", run.target_name);
      return;
    }
    const Unit& program = graph.units[*run.program];
    std::string source = normalize_path(join_path(program.directory, program.source));
    std::string_view below = source;
    if (consume_prefix(below, program.package.root + "/")) source = std::string(below);
    std::string file = join_path(directory_, Layout(graph).artifact(program, "bin"));
    std::string_view shown = file;
    if (consume_prefix(shown, context_.directory + "/")) file = std::string(shown);
    const bool is_unit_test = program.target_kind != TargetKind::test && program.target_kind != TargetKind::bench;
    fmt::print(stderr, "     Running {}{} ({})\n", is_unit_test ? "unittests " : "", source, file);
  }

  const CommandContext& context_;
  const TestOptions& options_;
  std::string launcher_;
  std::string directory_;
};

}  // namespace

Status test(const CommandContext& context, const TestOptions& options) { return Tester(context, options).run(); }

}  // namespace ferrule
