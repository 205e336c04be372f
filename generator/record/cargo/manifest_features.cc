#include "record/cargo/manifest_features.h"

#include <algorithm>

#include "record/cargo/toml.h"

namespace ferrule {

namespace {

std::vector<std::string> words_of(const toml::node_view<const toml::node>& node) {
  std::vector<std::string> words;
  if (const toml::array* array = node.as_array())
    for (const toml::node& word : *array) words.push_back(word.value_or(std::string()));
  return words;
}

std::optional<bool> default_features_of(const toml::table& table) {
  std::optional<bool> said = table["default-features"].value<bool>();
  return said ? said : table["default_features"].value<bool>();
}

class Reader {
 public:
  explicit Reader(const toml::table* workspace) : workspace_(workspace) {}

  ManifestFeatures read(const toml::table& manifest) {
    if (const toml::table* features = manifest["features"].as_table())
      for (const auto& [name, values] : *features)
        result_.features.emplace(name.str(), words_of(toml::node_view<const toml::node>(values)));
    read_tables(manifest, false);
    if (const toml::table* targets = manifest["target"].as_table())
      for (const auto& [condition, tables] : *targets)
        if (const toml::table* table = tables.as_table()) read_tables(*table, true);
    return std::move(result_);
  }

 private:
  void read_tables(const toml::table& tables, bool is_conditional) {
    for (std::string_view name : {"dependencies", "build-dependencies", "build_dependencies"})
      if (const toml::table* table = tables[name].as_table())
        for (const auto& [dependency, value] : *table)
          add(std::string(dependency.str()), value, name != "dependencies", is_conditional);
  }

  void add(std::string name, const toml::node& value, bool is_for_build, bool is_conditional) {
    DependencyFeatures found{name, name};
    found.is_for_build = is_for_build;
    found.is_conditional = is_conditional;
    if (const toml::table* table = value.as_table()) {
      found.is_optional = (*table)["optional"].value_or(false);
      bool is_inherited = (*table)["workspace"].value_or(false);
      if (is_inherited) inherit(name, found);
      else found.package = (*table)["package"].value_or(name);
      std::vector<std::string> more = words_of((*table)["features"]);
      found.features.insert(found.features.end(), more.begin(), more.end());
      // A member can add the default features to what the workspace says, and not take them away. To leave them out
      // where it tries is to say too little, which does no harm.
      if (std::optional<bool> said = default_features_of(*table)) found.has_default = *said;
    }
    result_.dependencies.push_back(std::move(found));
  }

  void inherit(const std::string& name, DependencyFeatures& found) const {
    const toml::node* value = nullptr;
    if (workspace_ != nullptr)
      if (const toml::table* table = (*workspace_)["workspace"]["dependencies"].as_table()) value = table->get(name);
    found.has_default = value != nullptr;
    if (value == nullptr) return;
    const toml::table* table = value->as_table();
    if (table == nullptr) return;
    found.package = (*table)["package"].value_or(name);
    found.features = words_of((*table)["features"]);
    found.has_default = default_features_of(*table).value_or(true);
  }

  const toml::table* workspace_;
  ManifestFeatures result_;
};

}  // namespace

bool ManifestFeatures::is_implicit(const std::string& name) const {
  bool is_optional = std::any_of(dependencies.begin(), dependencies.end(), [&](const DependencyFeatures& dependency) {
    return dependency.name == name && dependency.is_optional;
  });
  if (!is_optional) return false;
  for (const auto& [feature, values] : features)
    if (std::find(values.begin(), values.end(), "dep:" + name) != values.end()) return false;
  return true;
}

ManifestFeatures read_manifest_features(std::string_view manifest, std::string_view workspace_manifest) {
  toml::parse_result parsed = toml::parse(manifest), workspace = toml::parse(workspace_manifest);
  if (!parsed) return {};
  return Reader(workspace ? &workspace.table() : nullptr).read(parsed.table());
}

}  // namespace ferrule
