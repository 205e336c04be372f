#include "emit/siso_config.h"

#include <nlohmann/json.hpp>
#include <vector>

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
          // Actions hold absolute paths, of sources and of the toolchain.
          {"input_root_absolute_path", true},
          {"use_system_input", true},
          {"indirect_inputs", {{"includes", indirect_inputs(edges.takes)}}}};
}

}  // namespace

std::string_view siso_main() {
  return R"(# Written by ferrule generate --siso. Do not edit.
load("@builtin//encoding.star", "json")
load("@builtin//struct.star", "module")

# `siso ninja -config IMAGE` names the container image of the workers. Without it every step runs on this machine.
def init(ctx):
    steps = json.decode(str(ctx.fs.read(ctx.fs.canonpath("./ferrule/siso.json"))))
    image = ctx.flags.get("config", "")
    if image:
        steps["platforms"] = {"default": {"OSFamily": "Linux", "container-image": image}}
    return module("config", step_config = json.encode(steps), filegroups = {}, handlers = {})
)";
}

std::string write_siso_steps() {
  Json steps = {{"platforms", Json::object()}, {"input_deps", Json::object()}, {"rules", Json::array()}};
  for (const EdgeTraits& edges : all_edge_traits())
    if (edges.runs_anywhere) steps["rules"].push_back(rule_for(edges));
  return steps.dump(2) + "\n";
}

}  // namespace ferrule
