#include "launcher/edge/edge.h"

#include <string_view>

#include "base/files.h"
#include "launcher/edge/build_place.h"
#include "launcher/edge/remembered_variables.h"

namespace ferrule {

namespace {

/// Touched for its time alone.
constexpr std::string_view kClock = "ferrule/clock";

}  // namespace

Result<FileTime> current_time() { return time_between(std::string(kClock)); }

std::string scratch_path(const Edge& edge) {
  const std::string& chosen = edge.action.scratch;
  return join_path(edge.build_directory, chosen.empty() ? "ferrule/tmp/" + edge.action.id : chosen);
}

Result<Edge> load_edge(const std::string& action_file) {
  Result<std::string> build_directory = working_directory();
  if (!build_directory) return build_directory.error();
  if (Status stayed = check_build_place(*build_directory); !stayed) return stayed.error();
  Result<FileTime> started = current_time();
  if (!started) return started.error();
  Result<std::string> text = read_file(action_file);
  if (!text) return Error{text.error().message, "", "run `ferrule generate` in this build directory"};
  Result<Action> action = parse_action(*text, action_file, *build_directory);
  if (!action) return action.error();
  const std::string& own_file = action->environment_file;
  Result<FrozenEnvironment> kept =
      own_file.empty() ? read_frozen_environment() : read_frozen_environment({}, own_file);
  if (!kept) return kept.error();

  Environment users = users_environment(*action, *kept, callers_environment(), remembered_variables(*action));
  ScriptOutputs scripts(*build_directory);
  Edge edge{*started,         std::move(*action), action_file,        std::move(*build_directory),
            std::move(*kept), std::move(users),   std::move(scripts), {}};
  Result<Environment> environment = child_environment(edge.action, edge.users, edge.scripts, edge.build_directory);
  if (!environment) return environment.error();
  edge.environment = std::move(*environment);
  if (Status allowed = check_bootstrap(edge.action, edge.environment); !allowed) return allowed.error();
  return edge;
}

}  // namespace ferrule
