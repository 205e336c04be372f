#include "record/cargo/cargo_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/escape_sequences.h"
#include "base/files.h"
#include "base/strings.h"
#include "record/toolchain/environment.h"
#include "record/units/recording_place.h"

namespace ferrule {

namespace {

std::string without_colours(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x1b') {
      plain += text[i];
      continue;
    }
    while (i < text.size() && text[i] != 'm') ++i;
  }
  return plain;
}

/// Picks out what is true of Cargo's messages: it did not compile anything,
/// and the warnings about build scripts are about our stand-ins.
class MessageFilter {
 public:
  bool wants(std::string_view line) {
    std::string plain = without_colours(line);
    std::string_view text = trim(plain);
    if (in_stand_in_warning_) {
      in_stand_in_warning_ = !text.starts_with("Allowing this was");
      return false;
    }
    if (text.find("cargo:rustc-link-arg-cdylib was specified in the build script") != std::string_view::npos) {
      in_stand_in_warning_ = true;
      return false;
    }
    // What Cargo before 1.91 says of the option that keeps stand-ins in their place.
    if (text.find("unused config key `build.build-dir`") != std::string_view::npos) return false;
    // What Cargo before 1.80 says of every stand-in.
    if (text.find("cargo:rustc-check-cfg requires -Zcheck-cfg") != std::string_view::npos) return false;
    static constexpr std::array<std::string_view, 11> kUntrue = {
        "Compiling ", "Checking ", "Finished ",   "Fresh ",       "Building ", "Running ",
        "Doc-tests ", "Dirty ",    "Executable ", "Documenting ", "Generated "};
    for (std::string_view start : kUntrue)
      if (text.starts_with(start)) return false;
    return true;
  }

 private:
  bool in_stand_in_warning_ = false;
};

/// `line` with the place in Ferrule's build directory for the one in Cargo's target directory where two programs
/// would get the same name: there, both are kept.
std::string describe_collision(const std::string& line, const std::string& build_directory) {
  constexpr std::string_view kCollision = "output filename collision at ";
  std::size_t at = line.find(kCollision);
  if (at == std::string::npos) return line;
  std::size_t start = at + kCollision.size(), end = line.find_first_of("\x1b\n", start);
  std::string_view path = std::string_view(line).substr(start, end == std::string::npos ? end : end - start);
  bool is_library = path.ends_with(".so") || path.ends_with(".a") || path.ends_with(".rlib");
  std::string kept = is_library ? "lib" : "bin";
  if (file_name(directory_of(path)) == "examples") kept += "/examples";
  std::string text = join_path(build_directory, join_path(kept, file_name(path))) +
                     " (one of them goes into a directory there, named after its package)";
  return line.substr(0, start) + text + (end == std::string::npos ? "" : line.substr(end));
}

/// What stands in the line "    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.05s"; nothing if it
/// is another line.
std::optional<std::string> read_profile(std::string_view line) {
  const std::string plain = without_escape_sequences(line);
  std::string_view text = trim(plain);
  if (!consume_prefix(text, "Finished ")) return std::nullopt;
  const Halves parts = split_once(text, ']');
  if (!parts.found) return std::nullopt;
  return std::string(parts.first) + "]";
}

/// Shows Cargo's messages as they come, up to the one that says why it failed.
class MessageViewer {
 public:
  explicit MessageViewer(const CargoRunRequest& request)
      : show_(request.show), place_{recording_target(request.scratch), request.build_directory} {}

  /// Cargo's paths are those of the scratch directory, which users know nothing of.
  void take(std::string_view recorded) {
    if (std::optional<std::string> profile = read_profile(recorded)) profile_ = std::move(*profile);
    if (!filter_.wants(recorded)) return;
    const std::string line = describe_collision(place_.relocate(recorded), place_.build_directory);
    std::string plain = without_colours(line);
    if (failure_.empty() && !plain.starts_with("error")) return show_(line);
    std::string_view text = line;
    if (failure_.empty() && plain.starts_with("error: ")) text = std::string_view(plain).substr(7);
    failure_ += std::string(text) + "\n";
  }

  /// Cargo's error, from behind its "error: ".
  std::string failure() const { return std::string(trim(failure_)); }
  /// CargoRun::profile.
  const std::string& profile() const { return profile_; }

 private:
  const std::function<void(std::string_view)>& show_;
  RecordingPlace place_;
  MessageFilter filter_;
  std::string failure_;
  std::string profile_;
};

/// Each artifact's file holds, or is named by, the path of the unit that made
/// it: the launcher left it so.
RecordedArtifact read_artifact(const Disk& disk, const nlohmann::json& message) {
  RecordedArtifact artifact;
  artifact.package_id = message.value("package_id", "");
  artifact.manifest_path = message.value("manifest_path", "");
  const nlohmann::json& target = message["target"];
  artifact.target_name = target.value("name", "");
  for (const nlohmann::json& type : target.value("crate_types", nlohmann::json::array()))
    artifact.crate_types.push_back(type.get<std::string>());
  if (!target["kind"].empty()) artifact.target_kind = target["kind"][0].get<std::string>();
  for (const nlohmann::json& file : message["filenames"]) {
    std::string path = file.get<std::string>();
    std::optional<FileStamp> stamp = disk.stamp(path);
    if (!stamp) continue;
    constexpr std::uint64_t kLongestPath = 8192;
    Result<std::string> text = stamp->size < kLongestPath ? disk.read(path) : Result<std::string>(std::string());
    bool names_unit = text && text->starts_with('/');
    artifact.files.push_back({path, names_unit ? std::string(trim(*text)) : path});
  }
  return artifact;
}

/// The front page in "   Generated <path>", as `cargo doc --verbose` says it for each of what it was asked for.
std::optional<std::string> generated_page(std::string_view line) {
  std::string plain = without_colours(line);
  std::string_view text = trim(plain);
  if (!consume_prefix(text, "Generated ")) return std::nullopt;
  return std::string(text);
}

/// Adds to the run what Cargo says on its standard output.
void read_messages(const Disk& disk, std::string_view output, CargoRun& run) {
  for (std::string_view line : split(output, '\n')) {
    nlohmann::json message = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    std::string reason = message.is_object() ? message.value("reason", "") : "";
    if (reason == "compiler-artifact") run.recorded.artifacts.push_back(read_artifact(disk, message));
    if (reason == "build-script-executed") run.script_runs.push_back(message.value("out_dir", ""));
  }
  run.log += format_artifacts(run.recorded.artifacts) + format_pages(run.recorded.pages);
}

/// Where Cargo copies stand-ins that it would copy to a directory of the user's.
std::string artifact_copies(const CargoRunRequest& request) { return join_path(request.scratch, "artifacts"); }

/// `key="value"` as `--config` takes it.
std::string config_override(std::string_view key, std::string_view value) {
  std::string text = replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\"");
  return fmt::format("{}=\"{}\"", key, text);
}

/// No stand-in may get into a directory of the user's, whatever is configured. Variables override configuration
/// files, and of options the last.
std::vector<std::string> place_options(const CargoRunRequest& request) {
  const std::string target = recording_target(request.scratch);
  std::vector<std::string> options = {"--target-dir", target};
  bool has_config = std::any_of(request.arguments.begin(), request.arguments.end(),
                                [](const std::string& word) { return word.starts_with("--config"); });
  if (!has_config) return options;
  options.insert(options.end(), {"--config", config_override("build.build-dir", target)});
  if (request.copies_artifacts)
    options.insert(options.end(), {"--config", config_override("build.artifact-dir", artifact_copies(request))});
  return options;
}

bool runs_rustdoc(const CargoRunRequest& request) {
  return request.subcommand == "test" || request.subcommand == "doc";
}

Environment recording_environment(const CargoRunRequest& request) {
  Environment environment = environment_for_cargo(request.environment);
  set_variable(environment, "FERRULE_RECORD", request.scratch);
  set_variable(environment, "FERRULE_RUSTDOC", request.rustdoc);
  set_variable(environment, "RUSTC_WRAPPER", join_path(request.scratch, "bin/rustc-wrapper"));
  // Only `cargo test` and `cargo doc` run rustdoc. Build scripts see RUSTDOC, so that otherwise it must be what Cargo
  // says it is.
  if (runs_rustdoc(request)) set_variable(environment, "RUSTDOC", join_path(request.scratch, "bin/rustdoc"));
  set_variable(environment, "CARGO_BUILD_BUILD_DIR", recording_target(request.scratch));
  if (request.copies_artifacts) set_variable(environment, "CARGO_BUILD_ARTIFACT_DIR", artifact_copies(request));
  set_variable(environment, "CARGO_TERM_PROGRESS_WHEN", "never");
  if (request.subcommand == "doc") set_variable(environment, "CARGO_TERM_HYPERLINKS", "false");
  return environment;
}

}  // namespace

std::string recording_target(const std::string& scratch) { return join_path(scratch, "target"); }

Status prepare_scratch(Disk& disk, const CargoRunRequest& request) {
  if (Status removed = disk.remove(request.scratch); !removed) return removed;
  std::string tools = join_path(request.scratch, "bin");
  if (Status made = disk.make_directories(tools); !made) return made;
  for (std::string_view name : {"rustc-wrapper", "rustdoc"})
    if (Status linked = disk.make_symbolic_link(request.launcher, join_path(tools, name)); !linked) return linked;
  return {};
}

Result<CargoRun> run_cargo(Disk& disk, Processes& processes, const CargoRunRequest& request) {
  std::string log_file = join_path(request.scratch, "log");
  if (Status removed = disk.remove(log_file); !removed) return removed.error();
  Environment environment = recording_environment(request);
  Result<bool> written = disk.write(join_path(request.scratch, "baseline"), baseline_digests(environment));
  if (!written) return written.error();

  CargoRun run;
  MessageViewer viewer(request);
  ProcessRequest process{
      {request.cargo, request.subcommand}, request.directory, environment, [&](std::string_view line) {
        if (std::optional<std::string> page = generated_page(line)) run.recorded.pages.push_back(std::move(*page));
        viewer.take(line);
      }};
  process.arguments.insert(process.arguments.end(), request.arguments.begin(), request.arguments.end());
  for (std::string& word : place_options(request)) process.arguments.push_back(std::move(word));
  process.arguments.insert(process.arguments.end(), {"--message-format", "json"});
  run.began_ns = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  Result<ProcessResult> result = processes.run(process);
  if (!result) return result.error();
  if (result->status != 0) {
    std::string reason = viewer.failure();
    run.failure = reason.empty() ? fmt::format("`cargo {}` failed", request.subcommand) : reason;
    return run;
  }
  run.profile = viewer.profile();
  if (disk.stamp(log_file)) {
    Result<std::string> commands = disk.read(log_file);
    if (!commands) return commands.error();
    run.log = std::move(*commands);
    Result<RecordedRun> recorded = parse_log(run.log, log_file);
    if (!recorded) return recorded.error();
    recorded->pages = std::move(run.recorded.pages);
    run.recorded = std::move(*recorded);
  }
  read_messages(disk, result->output, run);
  return run;
}

}  // namespace ferrule
