#include "emit/siso_config.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/files.h"
#include "formats/edge_kind.h"

namespace ferrule {

namespace {

// In the order in which it is written, so that people can read it.
using Json = nlohmann::ordered_json;

/// What rustc opens beyond the libraries that the edge names, by its base name: those below them. Nothing but what is
/// compiled against, so that no full rlib is sent for a compile. An alias stands for all the libraries behind it
/// anyway.
std::vector<std::string> indirect_inputs(Takes takes) {
  std::vector<std::string> patterns = {"*.so"};  // procedural macros
  if (takes == Takes::metadata) patterns.emplace_back("*_meta.rlib");
  if (takes == Takes::checks) patterns.emplace_back("*.rmeta");
  return patterns;
}

Json rule_for(const EdgeTraits& edges) {
  return {{"name", "ferrule/" + std::string(edges.rule)},
          {"action", edges.rule},
          {"remote", true},
          {"handler", "send_out_dir"},
          // Elsewhere there is no earlier output that could stay as it is.
          {"restat_content", true},
          {"indirect_inputs", {{"includes", indirect_inputs(edges.takes)}}}};
}

/// The edges of such kinds that stay here all the same. Siso takes the first rule that fits.
Json rule_for_others(const EdgeGraph& edges) {
  Json outputs = Json::array();
  for (const Edge& edge : edges.edges)
    if (traits_of(edge.action.kind).runs_anywhere && edge.sources.empty()) outputs.push_back(edge.outputs.front());
  return {{"name", "ferrule/here"}, {"action_outs", std::move(outputs)}};
}

/// Siso's name for a list of files.
std::string label_of(const std::string& directory) { return directory + ":sources"; }

/// Siso can't tell a path with a colon from a label.
bool is_expressible(const std::string& path) { return path.find(':') == std::string::npos; }

Json input_deps(const EdgeGraph& edges, const SourceFiles& sources) {
  Json deps = Json::object();
  std::set<std::string> used;
  for (const Edge& edge : edges.edges) {
    if (edge.sources.empty() || !is_expressible(edge.sources)) continue;
    deps["actions/" + edge.action.id] = {kCompilerFile, label_of(edge.sources)};
    used.insert(edge.sources);
  }
  for (const std::string& directory : used) {
    Json files = Json::array();
    if (auto found = sources.find(directory); found != sources.end())
      for (const std::string& file : found->second)
        if (is_expressible(file)) files.push_back(join_path(directory, file));
    deps[label_of(directory)] = std::move(files);
  }
  return deps;
}

}  // namespace

std::string_view siso_main() {
  return R"(# Written by ferrule generate --siso. Do not edit.
load("@builtin//encoding.star", "json")
load("@builtin//struct.star", "module")

OUTPUT = "build-script.output"

# What a step reads of its package's OUT_DIR is known when the build script has run.
def send_out_dir(ctx, cmd):
    inputs = []
    for path in cmd.inputs:
        inputs.append(path)
        if not path.endswith("/" + OUTPUT):
            continue
        out_dir = path[:-len(OUTPUT)] + "out/"
        for line in str(ctx.fs.read(path)).split("\n"):
            if line.startswith("out-dir-file "):
                inputs.append(out_dir + line[len("out-dir-file "):])
    ctx.actions.fix(inputs = inputs)

# A run may change files in OUT_DIR that Siso has seen before.
def look_at_out_dir_again(ctx, cmd):
    outputs = list(cmd.outputs)
    run = cmd.outputs[0][:-len(OUTPUT)]
    if ctx.fs.exists(run + "out-dir.digests"):
        for line in str(ctx.fs.read(run + "out-dir.digests")).split("\n"):
            if line.startswith("file "):
                outputs.append(run + "out/" + " ".join(line.split(" ")[5:]))
    ctx.actions.fix(outputs = outputs)

# `siso ninja -config IMAGE` names the container image of the workers. Without it every step runs on this machine.
def init(ctx):
    steps = json.decode(str(ctx.fs.read(ctx.fs.canonpath("./ferrule/siso.json"))))
    image = ctx.flags.get("config", "")
    if image:
        steps["platforms"] = {"default": {"OSFamily": "Linux", "container-image": image}}
    return module(
        "config",
        step_config = json.encode(steps),
        filegroups = {},
        handlers = {"send_out_dir": send_out_dir, "look_at_out_dir_again": look_at_out_dir_again},
    )
)";
}

std::string write_siso_steps(const EdgeGraph& edges, const SourceFiles& sources) {
  Json steps = {{"platforms", Json::object()}, {"input_deps", input_deps(edges, sources)}, {"rules", Json::array()}};
  Json others = rule_for_others(edges);
  if (!others["action_outs"].empty()) steps["rules"].push_back(std::move(others));
  for (const EdgeTraits& edges_of_kind : all_edge_traits())
    if (edges_of_kind.runs_anywhere) steps["rules"].push_back(rule_for(edges_of_kind));
  const std::string run(rule_name(EdgeKind::build_script_run));
  steps["rules"].push_back({{"name", "ferrule/" + run}, {"action", run}, {"handler", "look_at_out_dir_again"}});
  return steps.dump(2) + "\n";
}

}  // namespace ferrule
