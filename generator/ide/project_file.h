// The rust-project.json of a build directory that `ferrule generate` has made.
#pragma once

#include <string>

#include "base/result.h"
#include "ide/rust_project.h"
#include "prepare/prepared_build.h"
#include "system/disk.h"

namespace ferrule {

struct ProjectFileRequest {
  const PreparedBuild& build;
  std::string build_directory;  // absolute; the editors' own where there is one (ide_directory.h)
  std::string directory;        // in which an IDE calls ferrule: the workspace's root
  std::string ferrule;          // absolute
};

/// What an IDE is told of the build.
RustProject rust_project_of(const Disk& disk, const ProjectFileRequest& request);

/// The sources of std that belong to a sysroot, or empty if they aren't there.
std::string sysroot_source(const Disk& disk, const std::string& sysroot);

/// Where the file stands for a build directory.
std::string project_file_of(const std::string& build_directory);

/// The file where it stands in the build directory that people use, and in the place that was asked for (absolute, or
/// empty), which is remembered.
Status write_project_file(Disk& disk, const ProjectFileRequest& request, const std::string& place);

/// Writes the file again if it has been asked for before.
Status update_project_file(Disk& disk, const ProjectFileRequest& request);

/// Whether it has been asked for in this build directory, and a build script has run since it was written.
bool is_project_file_outdated(const Disk& disk, const std::string& build_directory);

}  // namespace ferrule
