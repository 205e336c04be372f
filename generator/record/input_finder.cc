#include "record/input_finder.h"

#include <set>

#include "base/paths.h"
#include "record/manifest_files.h"
#include "record/toolchain/environment.h"
#include "rust/package_listing.h"

namespace ferrule {

namespace {

class InputFinder {
 public:
  InputFinder(const Disk& disk, const InputRequest& request) : disk_(disk), request_(request) {}

  RecordingInputs find() {
    add_packages();
    files_.insert(join_path(request_.workspace.root, "Cargo.lock"));
    add_configuration();
    add_target_files();
    add_toolchain();
    RecordingInputs inputs;
    inputs.files.assign(files_.begin(), files_.end());
    inputs.programs.assign(programs_.begin(), programs_.end());
    inputs.presences.assign(presences_.begin(), presences_.end());
    inputs.listings.assign(listings_.begin(), listings_.end());
    inputs.members.assign(members_.begin(), members_.end());
    inputs.vendored.assign(request_.config.vendored.begin(), request_.config.vendored.end());
    return inputs;
  }

 private:
  using Paths = std::set<std::string>;

  // --- Packages ---------------------------------------------------------------

  /// The packages that Cargo reads from where they lie: the workspace's, and what they lead to.
  void add_packages() {
    const WorkspacePackages& workspace = request_.workspace;
    add_manifest(join_path(workspace.root, "Cargo.toml"));
    if (request_.record.depends_on_all_members)
      for (const PackageTargets& package : workspace.packages) add_manifest(package.manifest_path);
    for (const NamedRun& run : request_.runs)
      for (const RecordedArtifact& artifact : run.run.artifacts)
        if (artifact.package_id.find("path+file:") != std::string::npos) add_manifest(artifact.manifest_path);
    for (const std::string& package : request_.config.packages) add_manifest(join_path(package, "Cargo.toml"));
    // Without --manifest-path, the nearest manifest is taken.
    if (request_.record.manifest_path.empty())
      add_manifests_above(join_path(request_.record.directory, "Cargo.toml"));
  }

  /// With what it leads to, whether it is there or not.
  void add_manifest(const std::string& given) {
    const std::string manifest = normalize_path(given), package = directory_of(manifest);
    if (!manifests_.insert(manifest).second) return;
    add_manifests_above(manifest);
    Result<std::string> text = disk_.read(manifest);
    if (!text) return;
    ManifestFiles found = find_manifest_files(*text);
    for (const std::string& path : found.presences) presences_.insert(normalize_path(join_path(package, path)));
    for (const char* directory : {"src/bin", "examples", "tests", "benches"})
      listings_.insert(join_path(package, directory));
    if (!found.workspace.empty()) add_manifest(join_path(join_path(package, found.workspace), "Cargo.toml"));
    for (const std::string& path : found.packages) add_manifest(join_path(join_path(package, path), "Cargo.toml"));
    if (!request_.record.depends_on_all_members) return;
    for (const std::string& path : found.inheritable) add_manifest(join_path(join_path(package, path), "Cargo.toml"));
    for (const std::string& pattern : found.member_patterns)
      members_.insert((pattern.starts_with('/') ? std::string() : package) + kPatternMark + pattern);
  }

  /// In any directory above may be, or turn up, the root of the workspace that a package belongs to and inherits
  /// from.
  void add_manifests_above(const std::string& manifest) {
    files_.insert(manifest);
    for (std::string at = directory_of(manifest); at != "/" && at != ".";) {
      at = directory_of(at);
      if (!files_.insert(join_path(at, "Cargo.toml")).second) break;
    }
  }

  // --- Everything else --------------------------------------------------------

  void add_configuration() {
    files_.insert(request_.config.files.begin(), request_.config.files.end());
    files_.insert(request_.config.absent.begin(), request_.config.absent.end());
  }

  /// What a target file says, Cargo tells build scripts, and goes by when it chooses dependencies.
  void add_target_files() {
    for (const NamedRun& run : request_.runs)
      for (const RecordedCommand& command : run.run.commands)
        for (std::size_t i = 0; i + 1 < command.arguments.size(); ++i)
          if (command.arguments[i] == "--target" && command.arguments[i + 1].ends_with(".json"))
            files_.insert(join_path(command.directory, command.arguments[i + 1]));
  }

  void add_toolchain() {
    const Toolchain& toolchain = request_.toolchain;
    for (const std::string& program :
         {toolchain.rustc, toolchain.cargo, request_.rustdoc.path, request_.config.rustc_wrapper})
      if (program.starts_with('/')) programs_.insert(program);
    for (std::string at = request_.record.directory;; at = directory_of(at)) {
      files_.insert(join_path(at, "rust-toolchain.toml"));
      files_.insert(join_path(at, "rust-toolchain"));
      if (at == "/" || at == ".") break;
    }
    std::string home = find_variable(request_.record.environment, "HOME").value_or("/root");
    std::string rustup =
        find_variable(request_.record.environment, "RUSTUP_HOME").value_or(join_path(home, ".rustup"));
    files_.insert(join_path(rustup, "settings.toml"));
  }

  const Disk& disk_;
  const InputRequest& request_;
  Paths manifests_, files_, programs_, presences_, listings_, members_;
};

}  // namespace

RecordingInputs find_inputs(const Disk& disk, const InputRequest& request) {
  return InputFinder(disk, request).find();
}

}  // namespace ferrule
