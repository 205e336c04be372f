#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>

#include "base/files.h"
#include "base/progress_address.h"
#include "command/command_line.h"
#include "system/disk.h"
#include "system/processes.h"

int main(int argc, char** argv) {
  using namespace ferrule;
  // Cargo calls `cargo ferrule build` as `cargo-ferrule ferrule build`.
  const bool is_called_by_cargo =
      argc > 1 && file_name(argv[0]) == "cargo-ferrule" && argv[1] == std::string("ferrule");
  ParsedCommandLine parsed =
      is_called_by_cargo ? parse_command_line(argc - 1, argv + 1) : parse_command_line(argc, argv);
  std::fputs(parsed.text.c_str(), parsed.status == 0 ? stdout : stderr);
  if (!parsed.run) return parsed.status;

  Environment environment;
  // Whoever shows a build listens to launchers, not to us.
  unsetenv(kProgressVariable);
  for (char** variable = environ; *variable != nullptr; ++variable) environment.emplace_back(*variable);
  Disk& disk = real_disk();
  std::optional<std::string> directory = disk.canonical(".");
  if (!directory) {
    std::fputs("error: the working directory is gone\nhelp: change to one that exists\n", stderr);
    return 1;
  }
  CommandContext context{disk,
                         real_processes(),
                         std::move(environment),
                         std::move(*directory),
                         disk.canonical("/proc/self/exe").value_or(argv[0]),
                         static_cast<int>(std::max(std::thread::hardware_concurrency(), 1u))};
  Status status = parsed.run(context);
  if (status) return 0;
  std::fputs(describe(status.error()).c_str(), stderr);
  return 1;
}
