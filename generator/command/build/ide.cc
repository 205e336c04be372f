#include "command/build/ide.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "command/build/generated.h"
#include "command/build/ninja_call.h"
#include "command/generate/generate.h"
#include "command/options/added_arguments.h"
#include "command/options/build_directory_option.h"
#include "ide/project_file.h"

namespace ferrule {

namespace {

using Json = nlohmann::ordered_json;

/// The build as it is when macros and scripts are made, as far as they can be.
Result<Survey> build_for_ide(const CommandContext& context, const BuildOptions& options, bool builds) {
  // As the editor's checks have it: so neither changes the directory for the other.
  GenerateOptions wanted = options.generate;
  add_cargo_arguments({"--all-targets"}, wanted.cargo_arguments);
  Result<std::string> directory = ensure_generated_for_ide(context, wanted);
  if (!directory) return directory.error();
  GenerateOptions where;
  where.build_directory = *directory;
  Result<Survey> found = survey(context, where);
  if (!found || !builds) return found;
  const std::vector<std::string> files = files_for_ide(found->build.recording.built.graph);
  if (files.empty()) return found;
  BuildOptions all = options;
  all.keep_going = true;
  Result<bool> built = call_ninja(context, *directory, all, files);
  if (!built) return built.error();
  if (!*built) std::fputs("warning: not all build scripts and procedural macros could be built\n", stderr);
  // ninja may have generated again.
  return survey(context, where);
}

ProjectFileRequest request_for(const CommandContext& context, const Survey& survey) {
  return {survey.build, survey.build_directory, survey.request.record.directory, context.executable};
}

void say(const Json& message) {
  fmt::print("{}\n", message.dump(-1, ' ', false, Json::error_handler_t::replace));
  std::fflush(stdout);
}

/// The directory to look for a manifest from.
std::string directory_in(const std::string& argument) {
  const Json json = Json::parse(argument, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return argument;
  for (const char* name : {"path", "buildfile"})
    if (auto found = json.find(name); found != json.end() && found->is_string()) return found->get<std::string>();
  return {};
}

Status discover_in(const CommandContext& context, std::string place) {
  if (place.empty()) return Error{"the argument names neither a `path` nor a `buildfile`"};
  CommandContext there = context;
  there.directory = join_path(context.directory, place);
  if (!context.disk.is_directory(there.directory)) there.directory = directory_of(there.directory);
  Result<std::string> root = locate_workspace(context.processes, there.directory, context.environment);
  if (!root) return root.error();
  there.directory = *root;
  BuildOptions options;
  options.quiet = true;
  say({{"kind", "progress"}, {"message", "building procedural macros and running build scripts"}});
  Result<Survey> found = build_for_ide(there, options, /*builds=*/true);
  if (!found) return found.error();
  const std::string text = write_rust_project(rust_project_of(context.disk, request_for(context, *found)));
  say({{"kind", "finished"}, {"buildfile", join_path(*root, "Cargo.toml")}, {"project", Json::parse(text)}});
  return {};
}

}  // namespace

Status write_rust_project_command(const CommandContext& context, const RustProjectOptions& options) {
  Result<Survey> found = build_for_ide(context, options.build, options.builds);
  if (!found) return found.error();
  const ProjectFileRequest request = request_for(context, *found);
  if (options.output == "-") {
    std::fputs(write_rust_project(rust_project_of(context.disk, request)).c_str(), stdout);
    return {};
  }
  const std::string place = options.output.empty() ? "" : join_path(context.directory, options.output);
  Status written = write_project_file(context.disk, request, place);
  if (written && !options.build.quiet)
    fmt::print("Wrote {}\n", place.empty() ? project_file_of(found->build_directory) : place);
  return written;
}

Status refresh_project_file(const CommandContext& context, const std::string& directory) {
  if (!is_project_file_outdated(context.disk, directory)) return {};
  GenerateOptions where;
  where.build_directory = directory;
  Result<Survey> found = survey(context, where);
  if (!found) return found.error();
  return update_project_file(context.disk, request_for(context, *found));
}

Status discover(const CommandContext& context, const std::string& argument) {
  Status found = discover_in(context, directory_in(argument));
  if (!found) say({{"kind", "error"}, {"error", describe(found.error())}, {"source", nullptr}});
  return found;
}

}  // namespace ferrule
