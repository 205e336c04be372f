#include "launcher/verify/verify.h"

#include <unistd.h>

#include <cstdlib>

#include "launcher/edge/edge.h"
#include "launcher/process/signals.h"
#include "launcher/process/terminal.h"
#include "launcher/verify/held_paths.h"
#include "launcher/verify/library_trial.h"
#include "launcher/verify/script_trial.h"

namespace ferrule {

namespace {

Result<Verification> verify_edge(Edge& edge, VerifyFor purpose) {
  if (purpose == VerifyFor::cache && edge.action.kind == EdgeKind::build_script_run) return verify_script(edge);
  Result<Verification> found = verify_library(edge);
  if (!found || purpose == VerifyFor::build || found->outcome == Verification::Outcome::failed) return found;
  Result<std::vector<std::string>> paths = held_paths(edge);
  if (!paths) return paths.error();
  found->paths = std::move(*paths);
  return found;
}

}  // namespace

int verify(const std::string& action_file, VerifyFor purpose) {
  Result<Edge> edge = load_edge(action_file);
  Result<Verification> found = edge ? verify_edge(*edge, purpose) : Result<Verification>(edge.error());
  release_signals();
  if (!found) {
    print(describe(found.error()));
    return EXIT_FAILURE;
  }
  const std::string text = write_verification(*found);
  return write(STDOUT_FILENO, text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? EXIT_SUCCESS
                                                                                             : EXIT_FAILURE;
}

}  // namespace ferrule
