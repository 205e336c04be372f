#include "plan/edges/layout.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

/// Units for a --target have directories of their own, so that a search directory holds no crate that the searching
/// rustc can't use.
std::string for_target(std::string_view directory, const std::string& triple) {
  std::string path(directory);
  if (!triple.empty()) path += "/" + std::string(file_name(triple));
  return path;
}

std::string for_target(std::string_view directory, const Unit& unit) {
  return join_path(unit.foreign_directory, for_target(directory, unit.triple));
}

/// "debug", "aarch64-unknown-linux-gnu/release".
std::string profile_directory(const Unit& unit) {
  const std::string& path = unit.cargo_directory;
  for (std::string_view inner : {"/build/", "/deps", "/examples"})
    if (std::size_t at = path.find(inner); at != std::string::npos) return path.substr(0, at);
  return unit.triple.empty() ? "debug" : std::string(file_name(unit.triple)) + "/debug";
}

std::string_view directory_of_form(LibraryForm form) {
  if (form == LibraryForm::check) return "check";
  return form == LibraryForm::full ? kFullDirectory : kHollowDirectory;
}

}  // namespace

Layout::Layout(const CrateGraph& graph) {
  std::set<std::string_view> triples;
  for (const Unit& unit : graph.units) {
    if (!unit.uplifted.empty()) triples.insert(unit.triple);
    has_dylibs_ = has_dylibs_ || unit.has_crate_type("dylib");
    foreign_directories_.insert(unit.foreign_search.begin(), unit.foreign_search.end());
  }
  several_targets_ = triples.size() > 1;
  std::vector<UnitIndex> units = in_order_of_ids(graph);
  for (bool in_build : {true, false})
    for (UnitIndex index : units)
      if (graph.units[index].in_build == in_build) claim_uplifted(graph.units[index]);
  for (UnitIndex index : units) claim_inner(graph.units[index]);
}

/// `cargo test` may build an executable otherwise than `cargo build` does (other features, another build of a proc
/// macro), and puts the one in the other's place. Here each has its own: what `cargo build` makes has the name, what
/// only the tests use stands in tests/. Likewise two packages of one build may give a program the same name.
void Layout::claim_uplifted(const Unit& unit) {
  const std::string package = unit.package.name + "@" + unit.package.version;
  for (const UpliftedArtifact& artifact : unit.uplifted) {
    const std::string wanted = uplifted_path(unit, artifact);
    const std::string other = unit.in_build ? join_path(join_path(directory_of(wanted), package), artifact.name)
                                            : join_path("tests", wanted);
    for (const std::string& path : {wanted, other, "deps/" + unit.id + "/" + artifact.name}) {
      uplifted_paths_[{unit.id, artifact.name}] = path;
      if (claimed_.insert(path).second) break;
    }
  }
}

/// Cargo has a directory for each unit of a newer build, and gives what is linked there no hash.
void Layout::claim_inner(const Unit& unit) {
  if (unit.kind != UnitKind::compile) return;
  for (const std::string& type : unit.crate_types) {
    bool is_uplifted = std::any_of(unit.uplifted.begin(), unit.uplifted.end(),
                                   [&](const UpliftedArtifact& artifact) { return artifact.crate_type == type; });
    bool is_linked = type != "lib" && type != "rlib" && type != "proc-macro";
    if (is_uplifted || !is_linked || unit.target_kind == TargetKind::build_script) continue;
    const std::string path = inner_path(unit, type);
    if (claimed_.insert(path).second) continue;
    const std::string name(file_name(path));
    uplifted_paths_[{unit.id, name}] = "deps/" + unit.id + "/" + name;
  }
}

/// A dylib must be found by the dynamic linker whoever asked for it.
std::string Layout::inner_path(const Unit& unit, std::string_view crate_type) const {
  return for_target(crate_type == "dylib" ? "lib" : "deps", unit) + "/" +
         artifact_name(crate_type, unit.stem(), unit.triple);
}

std::string Layout::hollow(const Unit& unit) const {
  return for_target(kHollowDirectory, unit) + "/lib" + unit.unique_stem() + std::string(kHollowSuffix);
}

std::string Layout::metadata(const Unit& unit) const {
  const std::string type = unit.makes_rlib() ? "rlib" : unit.crate_types.front();
  // A dylib has the name that rustc gives it, for the dynamic linker.
  const std::string name = type == "dylib" ? unit.stem() : unit.unique_stem();
  return directory_of(artifact(unit, type)) + "/lib" + name + ".rmeta";
}

std::string Layout::check(const Unit& unit) const {
  return for_target("check", unit) + "/lib" + unit.unique_stem() + ".rmeta";
}

std::string Layout::clippy(const Unit& unit) const {
  return for_target("clippy", unit) + "/lib" + unit.unique_stem() + ".rmeta";
}

std::string Layout::documented(const Unit& unit) const {
  return for_target("ferrule/documented", unit) + "/" + unit.unique_stem();
}

std::string Layout::uplifted_path(const Unit& unit, const UpliftedArtifact& artifact) const {
  std::string_view kind = artifact.crate_type == "bin" ? "bin" : "lib";
  std::string directory = several_targets_ ? for_target(kind, unit) : std::string(kind);
  if (unit.target_kind == TargetKind::example) directory += "/examples";
  return directory + "/" + artifact.name;
}

std::string Layout::artifact(const Unit& unit, std::string_view crate_type) const {
  if (unit.is_test) return for_target("tests", unit) + "/" + artifact_name("bin", unit.unique_stem(), unit.triple);
  const std::string unique_name = artifact_name(crate_type, unit.unique_stem(), unit.triple);
  if (crate_type == "lib" || crate_type == "rlib") return for_target(kFullDirectory, unit) + "/" + unique_name;
  if (crate_type == "proc-macro") return for_target("proc_macro", unit) + "/" + unique_name;
  for (const UpliftedArtifact& artifact : unit.uplifted)
    if (artifact.crate_type == crate_type) return uplifted_paths_.at({unit.id, artifact.name});
  const std::string own_name = artifact_name(crate_type, unit.stem(), unit.triple);
  auto claimed = uplifted_paths_.find({unit.id, own_name});
  return claimed == uplifted_paths_.end() ? inner_path(unit, crate_type) : claimed->second;
}

std::string Layout::object(const Unit& unit) const {
  return for_target("obj", unit) + "/" + unit.unique_stem() + ".o";
}

std::string Layout::roots(const Unit& unit) const {
  return for_target("obj", unit) + "/" + unit.unique_stem() + ".roots.o";
}

std::string Layout::exports(const Unit& unit) const {
  return for_target("obj", unit) + "/" + unit.unique_stem() + ".exports";
}

std::string Layout::unlinked(const Unit& unit) const {
  return for_target("unlinked", unit) + "/" + unit.unique_stem() + ".a";
}

std::string Layout::script_output(const Unit& run) const { return run.run_directory + "/build-script.output"; }

std::string Layout::scratch(const Unit& unit, std::string_view edge_id) const {
  const std::string hash = hex(digest(edge_id));
  const std::string place = profile_directory(unit) + "/build/" + unit.package.name;
  const bool has_own_directory = file_name(unit.cargo_directory) == "out";
  const bool is_older_script = unit.target_kind == TargetKind::build_script && !has_own_directory;
  return is_older_script ? place + "-" + hash : place + "/" + hash + "/out";
}

std::vector<std::string> Layout::search_directories(const Unit& unit, LibraryForm form) const {
  const std::string own = for_target(directory_of_form(form), unit.triple);
  std::vector<std::string> directories = {join_path(unit.foreign_directory, own), "proc_macro"};
  if (has_dylibs_ && form != LibraryForm::check) directories.push_back("lib");
  for (const std::string& foreign : foreign_directories_) {
    directories.push_back(join_path(foreign, own));
    directories.push_back(join_path(foreign, "proc_macro"));
  }
  return directories;
}

}  // namespace ferrule
