#include "record/units/unsupported.h"

#include <algorithm>
#include <string_view>

namespace ferrule {

Status check_supported(const Package& package, const RustcCommandLine& line, const RecordedCommand& command,
                       const std::string& sysroot) {
  const std::string who = " (in `" + package.description() + "`)", manifest = package.root + "/Cargo.toml";
  for (const EnvironmentVariable& variable : command.environment)
    for (std::string_view prefix : {"CARGO_BIN_FILE_", "CARGO_CDYLIB_FILE_", "CARGO_STATICLIB_FILE_"})
      if (variable.name.starts_with(prefix))
        return Error{"artifact dependencies (-Z bindeps) are not supported" + who, manifest,
                     "build this workspace with Cargo, or leave out the package"};
  if (!sysroot.empty() && line.source.starts_with(sysroot + "/lib/rustlib/src/"))
    return Error{"building the standard library (-Z build-std) is not supported",
                 {},
                 "remove `build-std` from the `[unstable]` table of your Cargo configuration"};
  for (std::string_view option : {"--scrape-examples-output-path", "--with-examples"})
    if (std::find(command.arguments.begin(), command.arguments.end(), option) != command.arguments.end())
      return Error{"examples in documentation (-Z rustdoc-scrape-examples) are not supported" + who, manifest,
                   "leave out the option, or `doc-scrape-examples` in the manifest"};
  for (const std::string& argument : command.arguments)
    if (argument.find("split-debuginfo=unpacked") != std::string::npos)
      return Error{"split-debuginfo = \"unpacked\" is not supported" + who, manifest,
                   "choose \"packed\" or \"off\" in the profile"};
  return {};
}

}  // namespace ferrule
