#include "command/test/test.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>

#include "base/files.h"
#include "base/strings.h"
#include "command/build/build.h"
#include "command/test/chosen_tests.h"
#include "plan/edges/layout.h"

namespace ferrule {

namespace {

class Tester {
 public:
  Tester(const CommandContext& context, const TestOptions& options) : context_(context), options_(options) {}

  Status run() {
    Result<std::string> launcher = find_launcher(context_);
    if (!launcher) return launcher.error();
    launcher_ = *launcher;
    Result<ChosenTests> tests = choose_tests(context_, options_.build, options_.choice, options_.benches);
    if (!tests) return tests.error();
    directory_ = tests->directory;
    const CrateGraph& graph = tests->graph();
    const std::vector<const Unit*>& runs = tests->runs;
    Result<std::string> built = build_targets(context_, tests->build, files_of_runs(graph, runs),
                                              options_.benches ? Built::targets : Built::tests);
    if (!built) return built.error();
    if (!options_.no_run) return run_all(graph, runs);
    for (const Unit* run : runs)
      if (run->kind != UnitKind::doc_test)
        say_program("  Executable", graph, *run, options_.benches ? "benches " : "unittests ");
    return {};
  }

 private:
  const char* noun() const { return options_.benches ? "bench" : "test"; }

  static EdgeKind edge_kind_of(const Unit& run) {
    if (run.kind == UnitKind::bench_run) return EdgeKind::bench_run;
    return run.kind == UnitKind::doc_test ? EdgeKind::doc_test : EdgeKind::test_run;
  }

  ProcessRequest request_for(const Unit& run) const {
    const EdgeKind kind = edge_kind_of(run);
    ProcessRequest request{{launcher_, "test", "actions/" + run.id + "." + std::string(rule_name(kind))},
                           directory_,
                           context_.environment};
    if (!options_.choice.name.empty()) request.arguments.push_back(options_.choice.name);
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
      failed.push_back(options_for_run(graph, *run));
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
      if (result.status != 0) failed.push_back(options_for_run(graph, *runs[at]));
    }
    return summary(failed);
  }

  Status summary(const std::vector<std::string>& failed) const {
    if (failed.empty()) return {};
    if (!options_.no_fail_fast) return Error{fmt::format("{} failed, to rerun pass `{}`", noun(), failed.front())};
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
    say_program("     Running", graph, run, "unittests ");
  }

  /// `inner` stands before the source of a test that isn't a target of its own.
  void say_program(const char* verb, const CrateGraph& graph, const Unit& run, const char* inner) const {
    if (options_.build.quiet) return;
    const Unit& program = graph.units[*run.program];
    std::string source = normalize_path(join_path(program.directory, program.source));
    std::string_view below = source;
    if (consume_prefix(below, program.package.root + "/")) source = std::string(below);
    std::string file = join_path(directory_, Layout(graph).artifact(program, "bin"));
    std::string_view shown = file;
    if (consume_prefix(shown, context_.directory + "/")) file = std::string(shown);
    const bool is_inner = program.target_kind != TargetKind::test && program.target_kind != TargetKind::bench;
    fmt::print(stderr, "{} {}{} ({})\n", verb, is_inner ? inner : "", source, file);
  }

  const CommandContext& context_;
  const TestOptions& options_;
  std::string launcher_;
  std::string directory_;
};

}  // namespace

Status test(const CommandContext& context, const TestOptions& options) { return Tester(context, options).run(); }

}  // namespace ferrule
