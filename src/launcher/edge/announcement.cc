#include "launcher/edge/announcement.h"

#include <unistd.h>

#include <cstdlib>

#include "base/progress_address.h"
#include "base/strings.h"
#include "formats/running_edge.h"

namespace ferrule {

namespace {

/// "app_core" of "app_core-0123456789abcdef.rust_test".
std::string crate_name(const std::string& id) { return id.substr(0, id.rfind('-')); }

}  // namespace

std::string_view verb_for_progress(EdgeKind kind) {
  if (kind == EdgeKind::documentation) return "Documenting";
  const EdgeTraits& traits = traits_of(kind);
  if (traits.only_checks) return "Checking";
  return traits.compiles_crate || kind == EdgeKind::build_script_run ? "Compiling" : "";
}

std::string name_for_progress(const Action& action) {
  const std::string package(split_once(action.package, ' ').first);
  if (action.kind == EdgeKind::build_script_run) return package + "(build)";
  if (action.kind == EdgeKind::documentation) return package + "(doc)";
  if (action.kind == EdgeKind::build_script) return package + "(build.rs)";
  // "lib", "lib test", "bin "app"", "example "show" test"
  const auto [kind, rest, has_name] = split_once(action.target, ' ');
  if (kind == "lib") return rest == "test" ? crate_name(action.id) + "(test)" : package;
  const Halves name = split_once(rest.substr(rest.starts_with('"') ? 1 : 0), '"');
  if (!has_name || !name.found) return package;
  return std::string(name.first) + "(" + std::string(kind) + std::string(name.second) + ")";
}

Announcement::Announcement(const Action& action) {
  const char* name = std::getenv(kProgressVariable);
  if (name == nullptr || *name == '\0') return;
  // Whoever doesn't get round to listening holds up no build.
  socket_ = socket(AF_UNIX, kProgressSocketType | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket_ < 0) return;
  sockaddr_un address;
  const socklen_t length = progress_address(name, address);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), length) != 0) return;
  const std::string text =
      write_running_edge({std::string(verb_for_progress(action.kind)), action.package, name_for_progress(action)});
  (void)send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
}

Announcement::~Announcement() {
  if (socket_ >= 0) close(socket_);
}

}  // namespace ferrule
