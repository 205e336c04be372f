#include "command/build/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/escape.h"
#include "base/files.h"
#include "base/strings.h"
#include "command/generate/generate.h"
#include "command/generate/plan_report.h"
#include "command/options/ninja_program.h"
#include "graph/alias_index.h"

namespace ferrule {

namespace {

/// The modification times that ninja has logged for an output, the latest last. Nanoseconds.
std::vector<std::int64_t> logged_times(std::string_view log, std::string_view output) {
  std::vector<std::int64_t> times;
  for (std::string_view line : split(log, '\n')) {
    const std::vector<std::string_view> columns = split(line, '\t');
    if (columns.size() != 5 || columns[3] != output) continue;
    std::int64_t time = 0;
    std::from_chars(columns[2].data(), columns[2].data() + columns[2].size(), time);
    times.push_back(time);
  }
  return times;
}

class Explainer {
 public:
  Explainer(const CommandContext& context, const ExplainOptions& options) : context_(context), options_(options) {}

  Status run() {
    GenerateOptions where;
    where.build_directory = options_.build_directory;
    Result<Survey> found = survey(context_, where);
    if (!found) return found.error();
    survey_ = &*found;
    directory_ = found->build_directory;
    if (Result<std::string> launcher = find_launcher(context_)) launcher_ = *launcher;
    if (Result<std::string> log = context_.disk.read(join_path(directory_, ".ninja_log"))) log_ = *log;
    for (const Edge& edge : edges())
      for (const std::string& output : edge.outputs) edge_of_.emplace(output, &edge);
    const CrateGraph& graph = found->build.recording.built.graph;
    std::set<std::string> descriptions;
    for (const Unit& unit : graph.units)
      if (unit.package.name == options_.package || unit.crate_name == options_.package)
        descriptions.insert(unit.package.description());
    if (descriptions.empty())
      return Error{"there is no package `" + options_.package + "` in this build", directory_};
    for (const std::string& package : descriptions) explain_package(graph, package);
    return {};
  }

 private:
  const std::vector<Edge>& edges() const { return survey_->build.edges.edges; }

  void explain_package(const CrateGraph& graph, const std::string& package) const {
    fmt::print("{}\n", package);
    for (const Unit& unit : graph.units)
      if (unit.package.description() == package && unit.is_pure_library() && !unit.is_test)
        fmt::print("  library {}: {}\n", unit.id, why_split(unit));
    for (const Edge& edge : edges())
      if (edge.action.package == package) explain_edge(edge);
    fmt::print("\n");
  }

  std::string why_split(const Unit& unit) const {
    const bool is_split = std::any_of(edges().begin(), edges().end(), [&](const Edge& edge) {
      return edge.action.id == unit.id + "." + std::string(rule_name(EdgeKind::metadata));
    });
    const SplitPlan& plan = survey_->build.memory.plan;
    const Pipelining mode = survey_->request.plan.mode();
    const std::string cores = fmt::format("{} core{}", plan.cores, plan.cores == 1 ? "" : "s");
    if (is_split && mode == Pipelining::hollow) return "two edges, as all libraries with --pipelining hollow";
    if (is_split) return "two edges: a build, or one after an edit, is shorter by it on " + cores;
    if (mode == Pipelining::off) return "one edge, as all libraries with --pipelining off";
    const std::vector<std::string>& named = survey_->options.plan.fused;
    if (std::find(named.begin(), named.end(), unit.package.name) != named.end())
      return "one edge, by --no-pipelining";
    const std::vector<std::string>& fused = survey_->request.fused_if_there;
    if (std::find(fused.begin(), fused.end(), unit.package.name) != fused.end())
      return "one edge, by `no-pipelining` in ferrule.toml";
    auto entry = plan.units.find(unit.id);
    if (mode == Pipelining::automatic && entry != plan.units.end() && entry->second.split == Split::no)
      return "one edge: no build is shorter with two on " + cores;
    return "one edge: its source is such that it may not compile to the same thing twice, or it uses unstable "
           "features";
  }

  void explain_edge(const Edge& edge) const {
    fmt::print("\n  {}", rule_name(edge.action.kind));
    if (edge.time > 0) fmt::print(", about {}", show_time(edge.time));
    fmt::print("\n    makes      {}\n", fmt::join(edge.outputs, " "));
    for (const std::string& line : waits_of(edge)) fmt::print("    waits for  {}\n", line);
    fmt::print("    last run   {}\n", why_run(edge));
    fmt::print("    by hand    cd {} && {} run actions/{}\n", escape(directory_, Grammar::shell_word),
               escape(launcher_, Grammar::shell_word), escape(edge.action.id, Grammar::shell_word));
  }

  /// Other edges, by what they are.
  std::vector<std::string> waits_of(const Edge& edge) const {
    std::set<std::string> found;
    for (const std::string& input : AliasIndex(survey_->build.edges).files_behind(edge.inputs))
      if (auto maker = edge_of_.find(input); maker != edge_of_.end())
        found.insert(fmt::format("{} of {}", rule_name(maker->second->action.kind), maker->second->description));
    return {found.begin(), found.end()};
  }

  std::string why_run(const Edge& edge) const {
    const std::vector<std::int64_t> times = logged_times(log_, edge.outputs.front());
    if (times.empty()) return "none yet, or it has no lasting output";
    if (times.size() == 1) return "ninja's log has no run before it";
    const std::int64_t before = times[times.size() - 2];
    std::vector<std::string> changed;
    for (const std::string& input : inputs_of(edge)) {
      std::optional<FileStamp> stamp = context_.disk.stamp(join_path(directory_, input));
      if (!stamp) changed.push_back(input + " (is gone)");
      else if (stamp->modified_ns > before) changed.push_back(input);
    }
    if (changed.empty()) return "its command had changed, or an output was gone";
    return fmt::format("since the run before it, these have changed: {}", fmt::join(changed, ", "));
  }

  /// All that ninja compares, what the last run has read among it.
  std::vector<std::string> inputs_of(const Edge& edge) const {
    std::vector<std::string> inputs = AliasIndex(survey_->build.edges).files_behind(edge.inputs);
    inputs.push_back("actions/" + edge.action.id);
    inputs.insert(inputs.end(), edge.tools.begin(), edge.tools.end());
    Result<std::string> ninja = find_ninja(context_.disk, context_.environment);
    if (!ninja) return inputs;
    Result<ProcessResult> deps =
        context_.processes.run({{*ninja, "-t", "deps", edge.outputs.front()}, directory_, context_.environment});
    if (!deps) return inputs;
    for (std::string_view line : split(deps->output, '\n'))
      if (consume_prefix(line, "    ")) inputs.emplace_back(line);
    return inputs;
  }

  const CommandContext& context_;
  const ExplainOptions& options_;
  const Survey* survey_ = nullptr;
  std::string directory_;
  std::string launcher_ = "ferrule-launcher";
  std::string log_;
  std::map<std::string, const Edge*> edge_of_;
};

}  // namespace

Status explain(const CommandContext& context, const ExplainOptions& options) {
  return Explainer(context, options).run();
}

}  // namespace ferrule
