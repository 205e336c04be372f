#include "support/show.h"

namespace ferrule {

namespace {

std::string_view name_of(ScriptValue value) {
  switch (value) {
    case ScriptValue::link_search: return "link-search";
    case ScriptValue::link_search_own: return "own-link-search";
    case ScriptValue::link_search_external: return "external-link-search";
    case ScriptValue::link_library: return "link-lib";
    case ScriptValue::link_argument: return "link-arg";
    case ScriptValue::cfg: return "cfg";
    case ScriptValue::check_cfg: return "check-cfg";
  }
  return "?";
}

std::string script_place(ScriptValue value, const std::string& script, const std::vector<std::string>& targets) {
  std::string text = "{" + std::string(name_of(value)) + " of " + script;
  for (const std::string& target : targets) text += " " + target;
  return text + "}";
}

/// The arguments of all three kinds of command.
struct Shower {
  const CrateGraph* graph = nullptr;

  std::string operator()(const std::string& word) const { return word; }
  std::string operator()(const OutDirectory&) const { return "{out-dir}"; }
  std::string operator()(const DependencySearch&) const { return "{dependencies}"; }
  std::string operator()(const IncrementalDirectory&) const { return "{incremental}"; }
  std::string operator()(const TemporaryDirectory&) const { return "{temporary}"; }
  std::string operator()(const ExternPath& crate) const { return "{extern " + crate.name + "=" + crate.path + "}"; }
  std::string operator()(const ExternCrate& crate) const {
    return "{extern " + crate.name + "=" + graph->units[crate.unit].id + "." + crate.crate_type + "}";
  }
  std::string operator()(const ProbePlace& p) const { return script_place(p.value, p.out_dir, p.targets); }
  std::string operator()(const ScriptPlace& p) const {
    return script_place(p.value, graph->units[p.run].id, p.targets);
  }
  std::string operator()(const ScriptArgument& p) const { return script_place(p.value, p.output, p.targets); }
};

template <typename T, typename Show>
std::string joined(const std::vector<T>& items, Show show_item) {
  std::string text;
  for (const T& item : items) text += (text.empty() ? "" : " ") + show_item(item);
  return text;
}

template <typename Argument>
std::string command_text(const std::vector<Argument>& command, const Shower& shower) {
  return joined(command, [&](const Argument& argument) { return std::visit(shower, argument); });
}

}  // namespace

std::string show(const std::vector<UnitArgument>& command, const CrateGraph& graph) {
  return command_text(command, Shower{&graph});
}
std::string show(const std::vector<RustcArgument>& command) { return command_text(command, Shower{}); }
std::string show(const std::vector<Argument>& command) { return command_text(command, Shower{}); }

std::string show(const std::vector<EnvironmentVariable>& environment) {
  return joined(environment, [](const EnvironmentVariable& v) { return v.name + "=" + v.value; });
}

std::string show(const std::vector<std::string>& words) {
  return joined(words, [](const std::string& word) { return word; });
}

std::string show(const Edge& edge) {
  std::string inputs = edge.inputs.empty() ? "" : show(edge.inputs) + " ";
  return std::string(rule_name(edge.action.kind)) + ": " + inputs + "-> " + show(edge.outputs);
}

}  // namespace ferrule
