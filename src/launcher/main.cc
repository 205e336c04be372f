// ferrule-launcher: the only program that ninja runs for Rust.
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "launcher/link/exports.h"
#include "launcher/link/linker_stand_in.h"
#include "launcher/process/terminal.h"
#include "launcher/recorder.h"
#include "launcher/run.h"
#include "launcher/verify/verify.h"
#include "launcher/watch.h"

namespace {

constexpr std::string_view kUsage =
    "usage: ferrule-launcher run ACTION   run one edge, in the build directory\n"
    "       ferrule-launcher test ACTION [ARGUMENT...]   become a test program, with these arguments for it\n"
    "       ferrule-launcher watch LIST STAMP [DEPFILE | --or-stop]   touch STAMP if what Cargo reads has changed\n"
    "       ferrule-launcher verify ACTION   compile a library again, beside the build, and compare\n"
    "       ferrule-launcher exports SCRIPT OUTPUT OBJECT...   write what a cdylib exports\n"
    "       ferrule-launcher --version\n"
    "ninja starts it; `ferrule generate` writes the actions.\n";

constexpr std::string_view kVersion = "ferrule-launcher " FERRULE_VERSION "\n";

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv, argv + argc);
  if (arguments.empty()) return 2;
  if (ferrule::is_linker_stand_in(arguments[0])) return ferrule::stand_in_for_linker(arguments);
  const char* record_directory = std::getenv("FERRULE_RECORD");
  if (record_directory != nullptr && ferrule::file_name(arguments[0]) != "ferrule-launcher")
    return ferrule::record(record_directory, std::move(arguments));
  if (arguments.size() == 3 && arguments[1] == "run") return ferrule::run(arguments[2]);
  if (arguments.size() >= 3 && arguments[1] == "test")
    return ferrule::show_tests(arguments[2], {arguments.begin() + 3, arguments.end()});
  if (arguments.size() == 3 && arguments[1] == "verify")
    return ferrule::verify(arguments[2], ferrule::VerifyFor::build);
  if (arguments.size() == 4 && arguments[1] == "verify" && arguments[2] == "--cache")
    return ferrule::verify(arguments[3], ferrule::VerifyFor::cache);
  if (arguments.size() == 4 && arguments[1] == "watch") return ferrule::watch(arguments[2], arguments[3]);
  if (arguments.size() == 5 && arguments[1] == "watch") {
    if (arguments[4] == "--or-stop") return ferrule::watch_or_stop(arguments[2], arguments[3]);
    return ferrule::watch_in_each_build(arguments[2], arguments[3], arguments[4]);
  }
  if (arguments.size() >= 4 && arguments[1] == "exports")
    return ferrule::write_exports(arguments[2], arguments[3], {arguments.begin() + 4, arguments.end()});
  if (arguments.size() == 2 && arguments[1] == "--version")
    return write(STDOUT_FILENO, kVersion.data(), kVersion.size()) < 0 ? 1 : 0;
  ferrule::print(kUsage);
  return 2;
}
