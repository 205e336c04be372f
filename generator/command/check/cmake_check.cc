#include "command/check/cmake_check.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/files.h"
#include "command/cmake/check_calls.h"
#include "command/options/ninja_program.h"

namespace ferrule {

namespace {

/// Of Cargo's options, those that editors give in any project: everything is checked anyway.
bool is_for_everything(const std::string& argument) {
  constexpr std::array<std::string_view, 4> kFlags = {"--all-targets", "--workspace", "--all", "--tests"};
  return std::find(kFlags.begin(), kFlags.end(), argument) != kFlags.end();
}

Status check_options(const GenerateOptions& options) {
  std::string word = options.manifest_path.empty() ? "" : "--manifest-path";
  for (const std::string& argument : options.cargo_arguments)
    if (word.empty() && !is_for_everything(argument)) word = argument;
  if (word.empty()) return {};
  return Error{"`" + word + "` is not for a CMake project: all of its crates are checked, as its calls have them",
               {},
               "leave it out"};
}

Status check_place(const Disk& disk, const CheckCalls& calls, const std::string& directory) {
  const std::string configured = disk.canonical(calls.binary_directory).value_or(calls.binary_directory);
  if (configured == directory) return {};
  return Error{"this build directory was copied or moved: CMake has configured it as `" + configured + "`", directory,
               "configure the project again, in a directory of its own"};
}

/// CMake's own, where it builds with ninja. The caller's PATH may have more than the project's.
Result<std::string> find_ninja_for(const CommandContext& context, const CheckCalls& calls,
                                   const Environment& environment) {
  if (!calls.ninja.empty() && context.disk.stamp(calls.ninja)) return calls.ninja;
  Result<std::string> found = find_ninja(context.disk, environment);
  return found ? found : find_ninja(context.disk, context.environment);
}

/// In a process of its own, as ninja does it later.
Status write_directory(const CommandContext& context, const std::string& directory, const Environment& environment) {
  ProcessRequest plan{{context.executable, "cmake-checks", "-C", directory}, {}, environment};
  plan.on_error_line = [](std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fputc('\n', stderr);
  };
  Result<ProcessResult> planned = context.processes.run(plan);
  if (!planned) return planned.error();
  return planned->status == 0 ? Status() : Error{"what is to be checked could not be found out", directory};
}

}  // namespace

std::optional<std::string> find_cmake_directory(const CommandContext& context, const std::string& given) {
  const std::string named = normalize_path(join_path(context.directory, given.empty() ? "." : given));
  std::optional<std::string> directory = context.disk.canonical(named);
  if (!directory || !context.disk.stamp(join_path(*directory, kCheckCallsFile))) return std::nullopt;
  return directory;
}

Result<CMakeCheck> prepare_cmake_check(const CommandContext& context, const std::string& cmake_directory,
                                       const GenerateOptions& options) {
  if (Status fits = check_options(options); !fits) return fits.error();
  Result<CheckCalls> calls = read_check_calls(context.disk, cmake_directory);
  if (!calls) return calls.error();
  if (Status fits = check_place(context.disk, *calls, cmake_directory); !fits) return fits.error();
  Environment environment = checked_environment(context.disk, *calls, context.environment);
  Result<std::string> ninja = find_ninja_for(context, *calls, environment);
  if (!ninja) return ninja.error();
  CMakeCheck check{join_path(cmake_directory, kCheckDirectory), std::move(*ninja), std::move(environment)};
  check.project_file = {ide_lists_of(calls->binary_directory), calls->binary_directory, calls->rust_project};
  if (context.disk.stamp(join_path(check.directory, "build.ninja"))) return check;
  if (Status written = write_directory(context, cmake_directory, check.environment); !written) return written.error();
  return check;
}

Status refresh_cmake_project_file(const CommandContext& context, const CMakeCheck& check) {
  return check.project_file.output.empty() ? Status() : write_cmake_rust_project(context, check.project_file);
}

}  // namespace ferrule
