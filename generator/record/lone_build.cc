#include "record/lone_build.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "formats/script_output.h"

namespace ferrule {

namespace {

/// Those of `--cfg feature="…"`.
std::set<std::string> features_of(const Unit& unit) {
  std::set<std::string> features;
  for (std::size_t i = 0; i + 1 < unit.command.size(); ++i) {
    const auto* option = std::get_if<std::string>(&unit.command[i]);
    const auto* value = std::get_if<std::string>(&unit.command[i + 1]);
    if (option == nullptr || value == nullptr || *option != "--cfg") continue;
    std::string_view text = *value;
    if (consume_prefix(text, "feature=\"") && text.ends_with('"')) features.emplace(text.substr(0, text.size() - 1));
  }
  return features;
}

/// "foo" of "priv:foo".
std::string_view name_in_source(const ExternCrate& crate) {
  std::string_view name = crate.name;
  return name.substr(name.rfind(':') == std::string_view::npos ? 0 : name.rfind(':') + 1);
}

std::string text_of(const Disk& disk, const std::string& path) {
  Result<std::string> text = disk.read(path);
  return text ? std::move(*text) : std::string();
}

bool is_same_package(const Unit& one, const Unit& other) { return one.package.root == other.package.root; }

}  // namespace

/// The features that a root turns on by itself: at most those that Cargo would turn on if it were asked for the root
/// alone. Each rule is one of the Cargo Book's, chapter "Features".
class FeatureClosure {
 public:
  FeatureClosure(LoneBuilds& builds, const CrateGraph& graph) : builds_(builds), graph_(graph) {}

  void start(UnitIndex root) {
    visit(root);
    request(root, "default");
    while (!waiting_.empty()) {
      UnitIndex unit = *waiting_.begin();
      waiting_.erase(waiting_.begin());
      spread(unit);
    }
  }

  /// Whether the unit has no feature but these, and no dependency that they don't explain.
  bool explains(UnitIndex index) const {
    const Unit& unit = graph_.units[index];
    auto state = states_.find(index);
    if (unit.kind != UnitKind::compile) return true;
    if (state == states_.end() || features_of(unit) != state->second.features) return false;
    for (const UnitArgument& argument : unit.command)
      if (const auto* crate = std::get_if<ExternCrate>(&argument))
        if (!state->second.dependencies.contains(crate->unit)) return false;
    return true;
  }

 private:
  struct State {
    std::set<std::string> features;
    std::set<std::string> active;                        // optional dependencies, by their names
    std::map<std::string, std::set<std::string>> asked;  // of dependencies that are there
    std::set<UnitIndex> dependencies;
  };

  void visit(UnitIndex unit) {
    if (states_.try_emplace(unit).second) waiting_.insert(unit);
  }

  void request(UnitIndex index, const std::string& feature) {
    const ManifestFeatures& manifest = builds_.manifest_of(graph_.units[index]);
    State& state = states_[index];
    bool is_listed = manifest.features.contains(feature);
    if (!is_listed && !manifest.is_implicit(feature)) return;
    if (!state.features.insert(feature).second) return;
    waiting_.insert(index);
    if (!is_listed) state.active.insert(feature);
    else
      for (const std::string& value : manifest.features.at(feature)) turn_on(index, value);
  }

  /// `feature`, `dep:name`, `name/feature` or `name?/feature`.
  void turn_on(UnitIndex index, std::string_view value) {
    State& state = states_[index];
    if (consume_prefix(value, "dep:")) {
      state.active.emplace(value);
      return;
    }
    Halves parts = split_once(value, '/');
    if (!parts.found) return request(index, std::string(value));
    std::string name(parts.first);
    bool is_weak = name.ends_with('?');
    if (is_weak) name.pop_back();
    state.asked[name].emplace(parts.second);
    if (is_weak) return;
    bool is_optional = false;
    for (const DependencyFeatures& dependency : builds_.manifest_of(graph_.units[index]).dependencies)
      is_optional |= dependency.name == name && dependency.is_optional;
    if (!is_optional) return;
    state.active.insert(name);
    request(index, name);
  }

  void spread(UnitIndex index) {
    const Unit& unit = graph_.units[index];
    for (const UnitArgument& argument : unit.command) {
      const auto* crate = std::get_if<ExternCrate>(&argument);
      if (crate != nullptr && is_same_package(unit, graph_.units[crate->unit])) share(index, crate->unit);
    }
    for (const DependencyFeatures& dependency : builds_.manifest_of(unit).dependencies)
      if (dependency.is_for_build == (unit.target_kind == TargetKind::build_script)) pass_on(index, dependency);
    if (unit.script_run) share(index, *graph_.units[*unit.script_run].program);
  }

  /// Units of one package have the same features.
  void share(UnitIndex from, UnitIndex to) {
    visit(to);
    states_[from].dependencies.insert(to);
    const std::set<std::string> features = states_[from].features;
    for (const std::string& feature : features) request(to, feature);
    std::set<std::string> active = states_[from].active;
    State& state = states_[to];
    std::size_t before = state.active.size();
    state.active.merge(active);
    if (state.active.size() != before) waiting_.insert(to);
    for (const auto& [name, asked] : std::map(states_[from].asked)) {
      std::set<std::string>& known = state.asked[name];
      if (!std::includes(known.begin(), known.end(), asked.begin(), asked.end())) waiting_.insert(to);
      known.insert(asked.begin(), asked.end());
    }
  }

  void pass_on(UnitIndex index, const DependencyFeatures& dependency) {
    const State state = states_[index];
    if (dependency.is_optional && !state.active.contains(dependency.name)) return;
    std::optional<UnitIndex> found = find(index, dependency);
    if (!found) return;
    visit(*found);
    states_[index].dependencies.insert(*found);
    if (!is_certain(index, dependency)) return;
    if (dependency.has_default) request(*found, "default");
    for (const std::string& feature : dependency.features) request(*found, feature);
    if (auto asked = state.asked.find(dependency.name); asked != state.asked.end())
      for (const std::string& feature : asked->second) request(*found, feature);
  }

  /// The unit that a dependency is, if it is clear which.
  std::optional<UnitIndex> find(UnitIndex index, const DependencyFeatures& dependency) const {
    std::vector<UnitIndex> found, named;
    for (const UnitArgument& argument : graph_.units[index].command) {
      const auto* crate = std::get_if<ExternCrate>(&argument);
      if (crate == nullptr || graph_.units[crate->unit].package.name != dependency.package) continue;
      found.push_back(crate->unit);
      if (name_in_source(*crate) == replace_all(dependency.name, "-", "_")) named.push_back(crate->unit);
    }
    if (found.size() > 1) found = named;
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
  }

  /// Which of several tables count is known where none of them has a condition, or there is only one.
  bool is_certain(UnitIndex index, const DependencyFeatures& dependency) const {
    if (!dependency.is_conditional) return true;
    const std::vector<DependencyFeatures>& all = builds_.manifest_of(graph_.units[index]).dependencies;
    return std::count_if(all.begin(), all.end(), [&](const DependencyFeatures& other) {
             return other.package == dependency.package && other.is_for_build == dependency.is_for_build;
           }) == 1;
  }

  LoneBuilds& builds_;
  const CrateGraph& graph_;
  std::map<UnitIndex, State> states_;
  std::set<UnitIndex> waiting_;
};

LoneBuilds::LoneBuilds(const Disk& disk, const CrateGraph& graph, std::vector<UnitIndex> roots,
                       const std::string& workspace_root)
    : disk_(disk), graph_(graph), workspace_root_(workspace_root),
      workspace_manifest_(text_of(disk, join_path(workspace_root, "Cargo.toml"))) {
  for (UnitIndex root : roots) for_target_.merge(reach(root, false));
}

std::optional<std::set<UnitIndex>> LoneBuilds::units_of(UnitIndex root) {
  std::set<UnitIndex> units = reach(root, true);
  if (shares_with_host(root, units)) return std::nullopt;
  FeatureClosure closure(*this, graph_);
  closure.start(root);
  for (UnitIndex unit : units)
    if (!closure.explains(unit)) return std::nullopt;
  return units;
}

const ManifestFeatures& LoneBuilds::manifest_of(const Unit& unit) {
  auto [found, is_new] = manifests_.try_emplace(unit.package.root);
  if (is_new) {
    std::string text = text_of(disk_, join_path(unit.package.root, "Cargo.toml"));
    bool may_inherit = is_inside(unit.package.root, workspace_root_);
    found->second = read_manifest_features(text, may_inherit ? workspace_manifest_ : "");
  }
  return found->second;
}

/// All units that `root` leads to, without those for the host if it isn't one itself.
std::set<UnitIndex> LoneBuilds::reach(UnitIndex root, bool with_host) const {
  std::set<UnitIndex> found;
  if (!with_host && graph_.units[root].target_kind == TargetKind::proc_macro) return found;
  std::vector<UnitIndex> open = {root};
  while (!open.empty()) {
    UnitIndex index = open.back();
    open.pop_back();
    if (!found.insert(index).second) continue;
    if (with_host) {
      for (UnitIndex next : direct_dependencies(graph_, index)) open.push_back(next);
      continue;
    }
    for (const UnitArgument& argument : graph_.units[index].command)
      if (const auto* crate = std::get_if<ExternCrate>(&argument))
        if (crate->crate_type != "proc-macro") open.push_back(crate->unit);
  }
  return found;
}

/// Without a target, Cargo compiles a library once for build scripts and for the program that needs it too, and then
/// with the program's debug information. Where only build scripts need it, it goes without.
bool LoneBuilds::shares_with_host(UnitIndex root, const std::set<UnitIndex>& units) const {
  const std::set<UnitIndex> own = reach(root, false);
  return std::any_of(units.begin(), units.end(),
                     [&](UnitIndex unit) { return for_target_.contains(unit) && !own.contains(unit); });
}

}  // namespace ferrule
