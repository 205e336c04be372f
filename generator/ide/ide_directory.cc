#include "ide/ide_directory.h"

#include "base/paths.h"

namespace ferrule {

namespace {

constexpr std::string_view kIdeDirectory = "ferrule/ide";

}  // namespace

std::string ide_directory(const std::string& build_directory) { return join_path(build_directory, kIdeDirectory); }

std::string_view outer_build_directory(std::string_view directory) {
  const std::string end = "/" + std::string(kIdeDirectory);
  if (directory.ends_with(end)) directory.remove_suffix(end.size());
  return directory;
}

}  // namespace ferrule
