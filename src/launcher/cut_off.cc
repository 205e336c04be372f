#include "launcher/cut_off.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "action/artifact_name.h"
#include "base/files.h"
#include "launcher/archive.h"
#include "launcher/compile_arguments.h"
#include "launcher/svh.h"

namespace ferrule {

namespace {

bool is_newer(const struct stat& a, const struct stat& b) {
  return std::pair(a.st_mtim.tv_sec, a.st_mtim.tv_nsec) > std::pair(b.st_mtim.tv_sec, b.st_mtim.tv_nsec);
}

}  // namespace

/// Then a library that the crate was compiled against has another SVH, for else it would have stayed as it was. And
/// that is in the crate's own (`crate_hash` in rustc's rustc_middle/src/hir/map.rs).
bool CutOff::has_newer_libraries(const std::string& published) const {
  struct stat old;
  if (stat(published.c_str(), &old) != 0) return false;
  const std::vector<std::string> files = extern_files(command_);
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    struct stat status;
    return file.ends_with(kHollowSuffix) && stat(join_path(edge_.action.directory, file).c_str(), &status) == 0 &&
           is_newer(status, old);
  });
}

const std::string& CutOff::svh_of(const std::string& archive, const std::string& metadata) {
  auto [known, is_new] = known_.try_emplace(metadata);
  if (is_new) known->second = svh(command_, edge_.environment, archive);
  return known->second;
}

bool CutOff::is_same_to_compile(const std::string& made, const std::string& published) {
  if (!edge_.action.cut_off) return false;
  Result<std::string> fresh = read_archive_member(made, kMetadataMember);
  Result<std::string> old = read_archive_member(published, kMetadataMember);
  if (!fresh || !old) return false;
  if (*fresh == *old) return true;
  // Asking rustc takes a while.
  if (has_newer_libraries(published)) return false;
  const std::string& hash = svh_of(made, *fresh);
  return !hash.empty() && hash == svh_of(published, *old);
}

bool CutOff::is_same_to_link(const std::string& made, const std::string& published) {
  if (!is_same_to_compile(made, published)) return false;
  Result<bool> same = have_same_code(made, published);
  return same && *same;
}

}  // namespace ferrule
