#include "harness/cargo_twin.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <set>

namespace ferrule::test {

namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Cargo puts what users look for in <profile>/ and <profile>/examples/; there, examples also have a second name with
/// a hash.
bool is_uplifted(const fs::directory_entry& entry) {
  static const std::regex kHashed(".*-[0-9a-f]{16}(\\..*)?");
  const std::string name = entry.path().filename().string();
  return entry.is_regular_file() && !name.starts_with('.') && name != "CACHEDIR.TAG" && !name.ends_with(".d") &&
         !name.ends_with(".rlib") && !name.ends_with(".dwp") && !std::regex_match(name, kHashed);
}

void add_finals(const fs::path& target, const fs::path& directory, std::set<std::string>& found) {
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, absent))
    if (is_uplifted(entry)) found.insert(fs::relative(entry.path(), target).string());
}

/// "debug/app", "release/examples/show", "x86_64-unknown-linux-gnu/debug/app".
std::set<std::string> finals_in(const fs::path& target) {
  std::set<std::string> found;
  for (const fs::directory_entry& outer : fs::directory_iterator(target)) {
    if (!outer.is_directory()) continue;
    std::vector<fs::path> profiles = {outer.path()};
    for (const fs::directory_entry& inner : fs::directory_iterator(outer))
      if (fs::exists(inner.path() / ".cargo-lock") || fs::exists(inner.path() / ".fingerprint"))
        profiles.push_back(inner.path());
    for (const fs::path& profile : profiles) {
      add_finals(target, profile, found);
      add_finals(target, profile / "examples", found);
    }
  }
  return found;
}

/// A proc macro holds the SVH of what it is made of, and that is another than Cargo's where libraries are compiled
/// with RUSTC_BOOTSTRAP. No program holds any of it.
bool is_proc_macro(const fs::path& build, const fs::path& name) {
  const std::string start = name.stem().string() + "-";
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(build / "proc_macro", absent))
    if (entry.path().filename().string().starts_with(start)) return true;
  return false;
}

/// Where Ferrule has what Cargo has at `path`.
std::optional<std::string> counterpart(const fs::path& build, const fs::path& path) {
  const fs::path name = path.filename();
  const bool is_example = path.parent_path().filename() == "examples";
  for (fs::path place : {"bin", "lib"}) {
    if (is_example) place /= "examples";
    if (fs::exists(build / place / name)) return (place / name).string();
    const fs::path triple = *path.begin();
    if (fs::exists(build / *place.begin() / triple / name)) return (*place.begin() / triple / name).string();
  }
  return std::nullopt;
}

}  // namespace

std::vector<TwinFile> expect_same_files(const std::string& cargo_target, const std::string& ferrule_build) {
  std::vector<TwinFile> compared;
  for (const std::string& cargos : finals_in(cargo_target)) {
    std::optional<std::string> ferrules = counterpart(ferrule_build, cargos);
    if (!ferrules && is_proc_macro(ferrule_build, fs::path(cargos).filename())) continue;
    EXPECT_TRUE(ferrules) << "Ferrule has nothing for Cargo's " << cargos;
    if (!ferrules) continue;
    EXPECT_TRUE(bytes_of(fs::path(cargo_target) / cargos) == bytes_of(fs::path(ferrule_build) / *ferrules))
        << "Cargo's " << cargos << " and Ferrule's " << *ferrules << " differ";
    compared.push_back({cargos, *ferrules});
  }
  EXPECT_FALSE(compared.empty()) << "there was nothing to compare";
  return compared;
}

std::vector<TwinFile> expect_same_as_cargo(Project& project, const Words& cargo_flags, const Words& ferrule_flags) {
  const std::string build(Project::kBuild);
  project.set("CARGO_INCREMENTAL", "0");
  Words all_flags = cargo_flags;
  all_flags.insert(all_flags.end(), ferrule_flags.begin(), ferrule_flags.end());
  if (project.build(all_flags).status != 0) return {};
  project.move(build, "build.ferrule");
  Words arguments = {"build", "--target-dir", build};
  arguments.insert(arguments.end(), cargo_flags.begin(), cargo_flags.end());
  CommandResult cargo = project.cargo(arguments);
  EXPECT_TRUE(succeeded(cargo));
  std::vector<TwinFile> compared;
  if (cargo.status == 0) compared = expect_same_files(project.path(build), project.path("build.ferrule"));
  project.remove(kCargoBuild);
  project.move(build, kCargoBuild);
  project.move("build.ferrule", build);
  return compared;
}

}  // namespace ferrule::test
