#include "ide/rust_project.h"

#include <nlohmann/json.hpp>
#include <unordered_map>

namespace ferrule {

namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

/// Dependencies as places in the list of crates, without circles.
class DependencyIndex {
 public:
  explicit DependencyIndex(const std::vector<IdeCrate>& crates) : dependencies_(crates.size()) {
    for (std::size_t place = 0; place < crates.size(); ++place) places_.emplace(crates[place].key, place);
    for (std::size_t place = 0; place < crates.size(); ++place)
      for (const IdeDependency& dependency : crates[place].dependencies)
        if (auto found = places_.find(dependency.key); found != places_.end())
          if (!reaches(found->second, place)) dependencies_[place].push_back({dependency.name, found->second});
  }

  struct Dependency {
    std::string name;
    std::size_t place;
  };
  const std::vector<Dependency>& of(std::size_t place) const { return dependencies_[place]; }

 private:
  bool reaches(std::size_t from, std::size_t to) const {
    std::vector<bool> seen(dependencies_.size());
    std::vector<std::size_t> open = {from};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (at == to) return true;
      if (seen[at]) continue;
      seen[at] = true;
      for (const Dependency& next : dependencies_[at]) open.push_back(next.place);
    }
    return false;
  }

  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::vector<Dependency>> dependencies_;
};

Json crate_json(const IdeCrate& crate, const std::vector<DependencyIndex::Dependency>& dependencies) {
  Json json;
  json["display_name"] = crate.display_name;
  json["root_module"] = crate.root_module;
  json["edition"] = crate.edition;
  json["version"] = crate.version;
  json["deps"] = Json::array();
  for (const auto& dependency : dependencies)
    json["deps"].push_back({{"crate", dependency.place}, {"name", dependency.name}});
  json["is_workspace_member"] = crate.is_member;
  json["source"] = {{"include_dirs", crate.include_directories}, {"exclude_dirs", Json::array()}};
  json["cfg"] = crate.cfgs;
  if (!crate.triple.empty()) json["target"] = crate.triple;
  json["env"] = crate.environment;
  json["is_proc_macro"] = !crate.proc_macro_library.empty();
  if (!crate.proc_macro_library.empty()) json["proc_macro_dylib_path"] = crate.proc_macro_library;
  if (!crate.build_file.empty() && crate.is_member)
    json["build"] = {{"label", crate.label}, {"build_file", crate.build_file}, {"target_kind", crate.target_kind}};
  return json;
}

}  // namespace

std::string write_rust_project(const RustProject& project) {
  Json json;
  json["sysroot"] = project.sysroot;
  if (!project.sysroot_source.empty()) json["sysroot_src"] = project.sysroot_source;
  const DependencyIndex dependencies(project.crates);
  json["crates"] = Json::array();
  for (std::size_t place = 0; place < project.crates.size(); ++place)
    json["crates"].push_back(crate_json(project.crates[place], dependencies.of(place)));
  json["runnables"] = Json::array();
  for (const IdeRunnable& runnable : project.runnables)
    json["runnables"].push_back({{"kind", runnable.kind},
                                 {"program", runnable.program},
                                 {"args", runnable.arguments},
                                 {"cwd", runnable.directory}});
  return text_of(json);
}

std::string write_ide_crates(const std::vector<IdeCrate>& crates) {
  Json list = Json::array();
  for (const IdeCrate& crate : crates) {
    Json json;
    json["key"] = crate.key;
    json["display_name"] = crate.display_name;
    json["root_module"] = crate.root_module;
    json["edition"] = crate.edition;
    json["version"] = crate.version;
    json["triple"] = crate.triple;
    json["dependencies"] = Json::array();
    for (const IdeDependency& dependency : crate.dependencies)
      json["dependencies"].push_back({dependency.name, dependency.key});
    json["cfgs"] = crate.cfgs;
    json["environment"] = crate.environment;
    json["include_directories"] = crate.include_directories;
    json["is_member"] = crate.is_member;
    json["proc_macro_library"] = crate.proc_macro_library;
    json["label"] = crate.label;
    json["build_file"] = crate.build_file;
    json["target_kind"] = crate.target_kind;
    json["scripts"] = Json::array();
    for (const IdeScript& script : crate.scripts) json["scripts"].push_back({script.output, script.out_dir, script.build_directory});
    list.push_back(std::move(json));
  }
  return text_of(list);
}

Result<std::vector<IdeCrate>> parse_ide_crates(std::string_view text, std::string_view origin) {
  Json list = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!list.is_array()) return Error{"the list of crates for IDEs cannot be read", std::string(origin)};
  std::vector<IdeCrate> crates;
  for (const Json& json : list) {
    IdeCrate crate;
    crate.key = json.value("key", "");
    crate.display_name = json.value("display_name", "");
    crate.root_module = json.value("root_module", "");
    crate.edition = json.value("edition", "");
    crate.version = json.value("version", "");
    crate.triple = json.value("triple", "");
    for (const Json& dependency : json.value("dependencies", Json::array()))
      crate.dependencies.push_back({dependency[0].get<std::string>(), dependency[1].get<std::string>()});
    crate.cfgs = json.value("cfgs", std::vector<std::string>());
    crate.environment = json.value("environment", std::map<std::string, std::string>());
    crate.include_directories = json.value("include_directories", std::vector<std::string>());
    crate.is_member = json.value("is_member", false);
    crate.proc_macro_library = json.value("proc_macro_library", "");
    crate.label = json.value("label", "");
    crate.build_file = json.value("build_file", "");
    crate.target_kind = json.value("target_kind", "");
    for (const Json& script : json.value("scripts", Json::array()))
      crate.scripts.push_back(
          {script[0].get<std::string>(), script[1].get<std::string>(), script[2].get<std::string>()});
    crates.push_back(std::move(crate));
  }
  return crates;
}

}  // namespace ferrule
