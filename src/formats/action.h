// An action: what the launcher does for one edge. The generator writes one file per edge, the launcher reads it;
// nothing else decides what runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "formats/edge_kind.h"

namespace ferrule {

/// What may be said of RUSTC_BOOTSTRAP in an action's environment.
enum class Bootstrap {
  forbidden,  // must be absent: every edge but a library's, and all under --pipelining off
  required,   // must be exactly 1: library edges
  users,      // the user's own environment or Cargo configuration sets it: as it is
};

/// What a build script's output can put on a command line.
enum class ScriptValue {
  link_search,           // -L, every directory in the order of the output
  link_search_own,       // -L, those inside the build directory
  link_search_external,  // -L, the others
  link_library,          // -l
  link_argument,         // -C link-arg=
  cfg,                   // --cfg
  check_cfg,             // --check-cfg
};

/// A place in a command line that a build script's output fills in.
struct ScriptArgument {
  ScriptValue value;
  /// The run's output file, relative to the build directory.
  std::string output;
  /// For link_argument: which directives apply here, of "all", "bins", "bin=<name>", "tests", "benches", "examples",
  /// "cdylib".
  std::vector<std::string> targets = {};
  bool operator==(const ScriptArgument&) const = default;
};

/// Words in the command of a link_arguments edge: whether static libraries of what follows are named too. rustc puts
/// those of an rlib into it.
inline constexpr std::string_view kWithStaticLibraries = "--with-static-libraries";
inline constexpr std::string_view kWithoutStaticLibraries = "--without-static-libraries";

/// What the command of a link_roots edge gets added if it fails without: the program over the library brings std.
inline constexpr std::string_view kWithStd = "--cfg=ferrule_std";

/// A place that takes the path of the edge's temporary directory.
struct TemporaryDirectory {
  bool operator==(const TemporaryDirectory&) const = default;
};

using Argument = std::variant<std::string, TemporaryDirectory, ScriptArgument>;

struct EnvironmentVariable {
  std::string name;
  std::string value;
  bool operator==(const EnvironmentVariable&) const = default;
};

/// Metadata of another package's build script: each KEY=VALUE becomes the variable <prefix><KEY>, the key in upper
/// case with `-` as `_`.
struct ScriptMetadata {
  std::string prefix;  // "DEP_<LINKS>_"
  std::string output;
  bool operator==(const ScriptMetadata&) const = default;
};

/// A directory with sources that others reach through a link in the build directory, where these may run elsewhere.
struct LinkedSources {
  std::string link;       // relative to the build directory
  std::string directory;  // absolute
  bool operator==(const LinkedSources&) const = default;
};

/// A file that the tool leaves in the temporary directory, and where it goes.
struct ProducedFile {
  std::string name;
  std::string destination;  // relative to the build directory
  /// Not the file itself goes there, but an archive of the metadata in it: what dependents compile against.
  bool is_archived = false;
  bool operator==(const ProducedFile&) const = default;
};

/// Where a mapped field says "path", it is relative to the build directory, which is the launcher's working
/// directory; `directory`, arguments and variables hold absolute paths.
struct Action {
  EdgeKind kind;
  /// The edge's name, unique in the build directory: "<crate>-<hash>.<rule>".
  std::string id;
  /// For messages, as Cargo describes a package: "serde v1.0.228".
  std::string package;
  /// For messages, as Cargo describes a target of the package: "lib", "bin \"app\"".
  std::string target;
  /// Working directory of the tool.
  std::string directory;
  /// The program and its arguments.
  std::vector<Argument> command;
  Bootstrap bootstrap = Bootstrap::forbidden;

  /// The whole environment together with the frozen one (environment.h).
  std::vector<EnvironmentVariable> environment;
  /// Build-script outputs whose rustc-env values are added (path).
  std::vector<std::string> script_environment;
  std::vector<ScriptMetadata> script_metadata;
  /// Build-script outputs whose native search directories, where they lie in the build directory, come first in
  /// LD_LIBRARY_PATH (path).
  std::vector<std::string> library_path;

  /// What else of the environment was kept for it (path); empty for what was kept for all (frozen_environment.h).
  std::string environment_file;
  /// Where the tool writes (path); empty for the edge's directory below ferrule/tmp.
  std::string scratch;
  std::vector<ProducedFile> outputs;
  /// What a wrapper of rustc leaves beside the first output goes where that goes.
  bool has_companions = false;
  /// What the other edge of the same crate has published with its metadata, where there is one (path).
  std::string counterpart;
  /// For what is linked: what an edge of kind `unlinked` has compiled of it (path). `command` does both at once, for
  /// when that can't be linked.
  std::string unlinked;
  /// For what is linked: the libraries, all the way down (paths). build.ninja has them behind aliases, for which the
  /// edge waits by order only; the depfile names the files.
  std::vector<std::string> libraries;
  /// A library's outputs stay as they are where their SVH does: dependents can't tell. Asking for it is unstable, so
  /// not under --pipelining off.
  bool cut_off = false;
  /// rustc's dep-info in the temporary directory, or empty.
  std::string dep_info;
  /// The depfile for ninja (path), or empty. An absolute path asks for absolute paths in it.
  std::string depfile;
  /// A directory (absolute) whose files the depfile leaves out, or empty: that of a package from a registry or git.
  /// Its version says what they are, and Cargo doesn't look at them again either (`use_dep_info` in its
  /// core/compiler/fingerprint).
  std::string fixed_sources;
  /// documentation: the root (absolute) of a path package. All files of the package count as inputs; empty for one
  /// from a registry or git.
  std::string watched_package;
  /// documentation: the front pages (path) of the crates that it may link to. rustdoc looks which are there.
  std::vector<std::string> linked_pages;
  /// What ninja calls the first output, where that isn't its path.
  std::string depfile_target;

  /// build_script_run: OUT_DIR (absolute).
  std::string out_dir;
  /// build_script_run: where the package is, if dependents may run elsewhere. What the script says names it by the
  /// link.
  std::optional<LinkedSources> linked_sources;
  /// build_script_run: the package is a path package, so its warnings are shown, and without any rerun-if line all
  /// its files count as inputs.
  bool is_path_package = false;
  /// build_script_run: the package's rust-version, or empty.
  std::string rust_version;
  /// build_script_run: which targets `rustc-link-arg-*` may name ("bins", "bin=app"…), beginning with "all"; empty if
  /// that isn't known, and then any.
  std::vector<std::string> link_targets;

  /// The output with a library's whole metadata, if there is one: its archive, its .rmeta, or its rlib.
  const ProducedFile* metadata() const;

  /// What the depfile says depends on the files that it lists.
  const std::string& name_in_depfile() const {
    return depfile_target.empty() ? outputs.front().destination : depfile_target;
  }
};

/// The text of an action file. `build_directory` is absolute; where a value holds it, the file says `\B`, so that the
/// file doesn't depend on where the build directory stands.
std::string write_action(const Action& action, std::string_view build_directory);

/// The inverse. `origin` is the file's name, for errors.
Result<Action> parse_action(std::string_view text, std::string_view origin, std::string_view build_directory);

}  // namespace ferrule
