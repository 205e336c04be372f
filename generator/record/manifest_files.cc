#include "record/manifest_files.h"

#include "record/cargo/toml.h"

namespace ferrule {

namespace {

class Reader {
 public:
  ManifestFiles read(std::string_view manifest) {
    files_.presences = {"src/main.rs", "src/lib.rs", "build.rs"};
    toml::parse_result parsed = toml::parse(manifest);
    if (!parsed) return std::move(files_);
    const toml::table& table = parsed.table();
    read_package(table);
    read_targets(table);
    read_dependencies(table, files_.packages);
    if (const toml::table* targets = table["target"].as_table())
      for (auto&& [condition, target] : *targets)
        if (const toml::table* tables = target.as_table()) read_dependencies(*tables, files_.packages);
    if (const toml::table* registries = table["patch"].as_table())
      for (auto&& [registry, patches] : *registries) add_paths(patches, files_.packages);
    if (const toml::node* replaced = table.get("replace")) add_paths(*replaced, files_.packages);
    read_workspace(table);
    return std::move(files_);
  }

 private:
  void read_package(const toml::table& table) {
    auto package = table["package"] ? table["package"] : table["project"];
    files_.workspace = package["workspace"].value_or(std::string());
    add_strings(package["build"].node());
    // Where none is named, Cargo takes one of these.
    if (!package["readme"])
      for (const char* name : {"README.md", "README.txt", "README"}) files_.presences.emplace_back(name);
  }

  void read_targets(const toml::table& table) {
    std::string package_name = table["package"]["name"].value_or(std::string());
    if (const toml::table* library = table["lib"].as_table()) read_target(*library, package_name);
    for (const char* kind : {"bin", "example", "test", "bench"})
      if (const toml::array* targets = table[kind].as_array())
        for (const toml::node& target : *targets)
          if (const toml::table* described = target.as_table()) read_target(*described, "");
  }

  /// Without a path, some editions of Cargo also look in src/ for a file of the target's name.
  void read_target(const toml::table& target, const std::string& default_name) {
    std::string name = target["name"].value_or(default_name);
    if (auto path = target["path"].value<std::string>()) files_.presences.push_back(*path);
    else files_.presences.push_back("src/" + name + ".rs");
  }

  static void read_dependencies(const toml::table& table, std::vector<std::string>& packages) {
    for (const char* kind :
         {"dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"})
      if (const toml::node* dependencies = table.get(kind)) add_paths(*dependencies, packages);
  }

  static void add_paths(const toml::node& dependencies, std::vector<std::string>& packages) {
    if (const toml::table* table = dependencies.as_table())
      for (auto&& [name, dependency] : *table)
        if (const toml::table* details = dependency.as_table())
          if (auto path = (*details)["path"].value<std::string>()) packages.push_back(*path);
  }

  void read_workspace(const toml::table& table) {
    const toml::table* workspace = table["workspace"].as_table();
    if (workspace == nullptr) return;
    if (const toml::node* dependencies = workspace->get("dependencies")) add_paths(*dependencies, files_.inheritable);
    for (const char* key : {"members", "default-members", "default_members"})
      if (const toml::array* members = (*workspace)[key].as_array())
        for (const toml::node& member : *members) {
          std::string pattern = member.value_or(std::string());
          if (pattern.find_first_of("*?[") != std::string::npos) files_.member_patterns.push_back(pattern);
        }
  }

  /// `build` is a file, a list of files, or whether there is one.
  void add_strings(const toml::node* node) {
    if (node == nullptr) return;
    if (auto text = node->value<std::string>()) files_.presences.push_back(*text);
    if (const toml::array* list = node->as_array())
      for (const toml::node& each : *list) add_strings(&each);
  }

  ManifestFiles files_;
};

}  // namespace

ManifestFiles find_manifest_files(std::string_view manifest) { return Reader().read(manifest); }

}  // namespace ferrule
