#include "command/options/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace ferrule {

namespace {

bool is_dumb(const Environment& environment) { return find_variable(environment, "TERM") == "dumb"; }

bool is_continuous_integration(const Environment& environment) {
  return find_variable(environment, "CI") || find_variable(environment, "TF_BUILD");
}

bool wants_bar(const TerminalConfig& config, const Environment& environment, const StandardError& error) {
  if (config.progress_when == "never") return false;
  // Cargo refuses `always` without a width.
  if (config.progress_when == "always" && config.progress_width > 0) return true;
  if (is_dumb(environment) || is_continuous_integration(environment)) return false;
  return config.progress_width > 0 || error.columns > 0;
}

bool wants_colors(const TerminalConfig& config, const Environment& environment, const StandardError& error) {
  if (config.color == "always") return true;
  if (config.color == "never") return false;
  if (!find_variable(environment, "NO_COLOR").value_or("").empty()) return false;
  if (find_variable(environment, "CLICOLOR_FORCE").value_or("0") != "0") return true;
  const std::optional<std::string> chosen = find_variable(environment, "CLICOLOR");
  if (chosen == "0" || !error.is_terminal) return false;
  const std::optional<std::string> terminal = find_variable(environment, "TERM");
  return (terminal && terminal != "dumb") || chosen || is_continuous_integration(environment);
}

}  // namespace

StandardError look_at_standard_error() {
  if (isatty(STDERR_FILENO) == 0) return {};
  constexpr int kUsual = 80;
  winsize size = {};
  const bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return {true, is_known ? size.ws_col : kUsual};
}

Appearance choose_appearance(const TerminalConfig& config, const Environment& environment,
                             const StandardError& error) {
  return {wants_bar(config, environment, error), config.progress_width, wants_colors(config, environment, error)};
}

Appearance find_appearance(const CommandContext& context, const std::vector<std::string>& config_overrides) {
  Result<CargoConfig> config =
      read_cargo_config(context.disk, context.directory, context.environment, config_overrides);
  return choose_appearance(config ? config->terminal : TerminalConfig(), context.environment,
                           look_at_standard_error());
}

}  // namespace ferrule
