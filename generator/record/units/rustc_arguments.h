// What Ferrule must know of a rustc command line: which arguments hold paths of Cargo's target directory or stand for
// build-script output, and what the unit is. Everything else passes through untouched.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "formats/action.h"
#include "graph/crate_graph.h"

namespace ferrule {

/// `--extern name=path` as Cargo wrote it.
struct ExternPath {
  std::string name;
  std::string path;
};
/// A probe of a stand-in build script (launcher/recorder.h) came back here.
struct ProbePlace {
  ScriptValue value;
  std::string out_dir;  // whose script
  std::vector<std::string> targets = {};
};

using RustcArgument =
    std::variant<std::string, OutDirectory, DependencySearch, IncrementalDirectory, ExternPath, ProbePlace>;

struct RustcCommandLine {
  std::vector<RustcArgument> arguments;
  std::string crate_name;
  std::string extra_filename;
  std::string hash;     // -C metadata
  std::string out_dir;  // of rustdoc too: -o
  std::vector<std::string> crate_types;
  std::string source;
  std::string triple;
  bool is_test = false;
  bool emits_metadata = false;
  bool emits_link = true;  // libraries or programs, and not their metadata alone
  bool embeds_metadata = true;

  /// "<out-dir>/<crate-name><extra-filename>": what names a unit in a recording.
  std::string unit_path() const;
};

/// Takes a rustc (or rustdoc) command line apart. `arguments` begins with the program. `recording_target` is Cargo's
/// target directory while recording.
RustcCommandLine parse_rustc_command_line(const std::vector<std::string>& arguments,
                                          std::string_view recording_target);

}  // namespace ferrule
