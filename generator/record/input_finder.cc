#include "record/input_finder.h"

#include <set>

#include "base/files.h"
#include "record/environment.h"
#include "record/workspace_members.h"

namespace ferrule {

namespace {

class InputFinder {
 public:
  InputFinder(const Disk& disk, const InputRequest& request) : disk_(disk), request_(request) {}

  RecordingInputs find() {
    const WorkspacePackages& workspace = request_.workspace;
    std::set<std::string> manifests, target_files;
    if (request_.record.depends_on_all_members)
      for (const PackageTargets& package : workspace.packages) manifests.insert(package.manifest_path);
    manifests.insert(join_path(workspace.root, "Cargo.toml"));
    for (const NamedRun& run : request_.runs) {
      add_path_packages(run.run, manifests);
      add_target_files(run.run, target_files);
    }
    inputs_.files.assign(manifests.begin(), manifests.end());
    inputs_.files.insert(inputs_.files.end(), target_files.begin(), target_files.end());
    inputs_.files.push_back(join_path(workspace.root, "Cargo.lock"));
    inputs_.files.insert(inputs_.files.end(), request_.config.files.begin(), request_.config.files.end());
    inputs_.absent = request_.config.absent;
    add_toolchain_files();
    inputs_.programs = {request_.toolchain.rustc, request_.toolchain.cargo};
    for (const std::string& manifest : manifests) add_discovery(directory_of(manifest));
    if (request_.record.depends_on_all_members) add_member_globs();
    return std::move(inputs_);
  }

 private:
  /// Path dependencies need not be members of the workspace.
  static void add_path_packages(const RecordedRun& run, std::set<std::string>& manifests) {
    for (const RecordedArtifact& artifact : run.artifacts)
      if (artifact.package_id.find("path+file:") != std::string::npos) manifests.insert(artifact.manifest_path);
  }

  /// What a target file says, Cargo tells build scripts, and goes by when it
  /// chooses dependencies.
  static void add_target_files(const RecordedRun& run, std::set<std::string>& files) {
    for (const RecordedCommand& command : run.commands)
      for (std::size_t i = 0; i + 1 < command.arguments.size(); ++i)
        if (command.arguments[i] == "--target" && command.arguments[i + 1].ends_with(".json"))
          files.insert(join_path(command.directory, command.arguments[i + 1]));
  }

  void add_toolchain_files() {
    auto add = [&](const std::string& path) {
      (disk_.stamp(path) ? inputs_.files : inputs_.absent).push_back(path);
    };
    for (std::string at = request_.record.directory;; at = directory_of(at)) {
      add(join_path(at, "rust-toolchain.toml"));
      add(join_path(at, "rust-toolchain"));
      if (at == "/" || at == ".") break;
    }
    std::string home = find_variable(request_.record.environment, "HOME").value_or("/root");
    std::string rustup =
        find_variable(request_.record.environment, "RUSTUP_HOME").value_or(join_path(home, ".rustup"));
    if (std::string settings = join_path(rustup, "settings.toml"); disk_.stamp(settings)) add(settings);
  }

  /// Where Cargo discovers targets by their files' names.
  void add_discovery(const std::string& package) {
    for (std::string_view directory : {"src/bin", "examples", "tests", "benches"})
      inputs_.listings.push_back(join_path(package, directory));
    for (std::string_view file : {"src/main.rs", "src/lib.rs", "build.rs"})
      if (std::string path = join_path(package, file); !disk_.stamp(path)) inputs_.absent.push_back(path);
  }

  /// `members = ["crates/*"]`: a new directory there is a new member.
  void add_member_globs() {
    const std::string& root = request_.workspace.root;
    Result<std::string> manifest = disk_.read(join_path(root, "Cargo.toml"));
    if (!manifest) return;
    for (const std::string& directory : member_glob_directories(*manifest))
      inputs_.listings.push_back(normalize_path(join_path(root, directory)));
  }

  const Disk& disk_;
  const InputRequest& request_;
  RecordingInputs inputs_;
};

}  // namespace

RecordingInputs find_inputs(const Disk& disk, const InputRequest& request) {
  return InputFinder(disk, request).find();
}

}  // namespace ferrule
