#include "ide/project_file.h"

#include "base/files.h"
#include "base/strings.h"
#include "ide/ide_directory.h"

namespace ferrule {

namespace {

constexpr std::string_view kProjectFile = "rust-project.json";
/// Holds the other place of the file; empty if there is none.
constexpr std::string_view kProjectPlaceFile = "ferrule/rust-project";

Status write_text(Disk& disk, const std::string& path, std::string_view text) {
  Result<bool> written = disk.write(path, text);
  if (!written) return written.error();
  return {};
}

std::vector<IdeRunnable> runnables(const ProjectFileRequest& request) {
  const std::string& ferrule = request.ferrule;
  const std::string build(outer_build_directory(request.build_directory));
  return {{"flycheck", ferrule, {"check", "-C", build, "--message-format", "json"}, request.directory},
          {"run", ferrule, {"run", "-C", build, "--label", "{label}"}, request.directory},
          {"testOne",
           ferrule,
           {"test", "-C", build, "--label", "{label}", "{test_id}", "--", "--exact", "--show-output"},
           request.directory}};
}

}  // namespace

std::string sysroot_source(const Disk& disk, const std::string& sysroot) {
  std::string source = join_path(sysroot, "lib/rustlib/src/rust/library");
  return disk.is_directory(source) ? source : std::string();
}

RustProject rust_project_of(const Disk& disk, const ProjectFileRequest& request) {
  const Recording& recording = request.build.recording;
  const std::string& sysroot = recording.toolchain.sysroot;
  return {sysroot, sysroot_source(disk, sysroot), ide_crates(disk, recording.built.graph, request.build_directory),
          runnables(request)};
}

std::string project_file_of(const std::string& build_directory) {
  return join_path(outer_build_directory(build_directory), kProjectFile);
}

Status write_project_file(Disk& disk, const ProjectFileRequest& request, const std::string& place) {
  const std::string text = write_rust_project(rust_project_of(disk, request));
  const std::string own = project_file_of(request.build_directory);
  if (Status written = write_text(disk, own, text); !written) return written;
  if (!place.empty() && place != own)
    if (Status written = write_text(disk, place, text); !written) return written;
  return write_text(disk, join_path(request.build_directory, kProjectPlaceFile), place == own ? "" : place);
}

Status update_project_file(Disk& disk, const ProjectFileRequest& request) {
  Result<std::string> place = disk.read(join_path(request.build_directory, kProjectPlaceFile));
  if (!place) return {};
  return write_project_file(disk, request, std::string(trim(*place)));
}

}  // namespace ferrule
