#include "world.h"

#include <filesystem>

namespace ferrule::fuzz {

namespace fs = std::filesystem;

namespace {

bool is_built(const std::string& path) { return path.starts_with("build") || path == "Cargo.lock"; }

/// The files in and below `directory`, by their paths relative to `root`.
void add_files(const fs::path& root, const fs::path& directory, Files& found, const test::Project& project) {
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    const std::string path = entry.path().lexically_relative(root).string();
    if (entry.is_regular_file() && !is_built(path)) found[path] = project.read(path);
  }
}

}  // namespace

World::World(bool incremental, std::string pipelining) : pipelining_(std::move(pipelining)) {
  project_.set("CARGO_INCREMENTAL", incremental ? "1" : "0");
  project_.set("CARGO_NET_OFFLINE", "true");
  const fs::path source = FERRULE_FUZZ_WORLD;
  fs::copy(source / "workspace", project_.path("."), fs::copy_options::recursive);
  fs::copy(source / "other", project_.path("../other"), fs::copy_options::recursive);
}

Words World::cargo_options() const {
  Words words = selection.package.empty() ? Words{"--workspace"} : Words{"-p", selection.package};
  if (selection.release) words.push_back("--release");
  if (selection.extra) words.insert(words.end(), {"--features", "app/extra"});
  return words;
}

Words World::ferrule_options() const {
  Words words = cargo_options();
  words.insert(words.end(), {"--pipelining", pipelining_, "--quiet"});
  return words;
}

Files World::files() const {
  Files found;
  const fs::path root = project_.path();
  for (const char* directory : {"crates", ".cargo", "../other"})
    add_files(root, (root / directory).lexically_normal(), found, project_);
  found["Cargo.toml"] = project_.read("Cargo.toml");
  return found;
}

std::vector<std::string> World::files_named(const std::string& suffix) const {
  std::vector<std::string> found;
  for (const auto& [path, text] : files())
    if (path.ends_with(suffix)) found.push_back(path);
  return found;
}

void World::show_edits() {
  for (const std::string& path : unseen_edits)
    if (project_.exists(path)) project_.touch(path);
  unseen_edits.clear();
}

void World::remove_listed(const std::string& path) {
  project_.remove(path);
  project_.touch("crates/lister/src/lib.rs");
}

void World::restore(const Files& files) {
  const Files now = this->files();
  for (const auto& [path, text] : now)
    if (path.starts_with(kListed) && !files.contains(path)) {
      remove_listed(path);
    } else if (!files.contains(path)) {
      project_.remove(path);
      // git leaves no empty directory.
      for (fs::path above = fs::path(path).parent_path(); fs::is_empty(project_.path(above.string()));
           above = above.parent_path())
        project_.remove(above.string());
    }
  for (const auto& [path, text] : files)
    if (auto same = now.find(path); same == now.end() || same->second != text) project_.write(path, text);
}

}  // namespace ferrule::fuzz
