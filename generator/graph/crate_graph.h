// The crate graph: the units that Cargo would run, each with its command and environment, and on which others it
// depends. Recording makes it from what Cargo does; planning reads it; it does no I/O.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/action.h"

namespace ferrule {

/// A unit's place in CrateGraph::units.
using UnitIndex = std::size_t;

struct Package {
  std::string name;
  std::string version;
  /// Cargo's id, a package id specification: "registry+…#serde@1.0.228".
  std::string id;
  /// The directory of its Cargo.toml, absolute.
  std::string root;
  /// There is one: a crate may be declared without.
  bool has_manifest = true;
  /// A path package: its sources may change, its warnings are shown.
  bool is_path = false;
  std::string rust_version;
  /// As in an action: which targets its build script may name.
  std::vector<std::string> link_targets = {};

  /// As Cargo names it in messages: "foo v0.1.0 (/path)", "serde v1.0.228".
  std::string description() const;
};

enum class UnitKind {
  compile,           // one rustc call
  build_script_run,  // one run of a build script
  test_run,          // one run of a test executable
  bench_run,         // the same, of a benchmark
  doc_test,          // one rustdoc --test call
  check,             // one rustc call for metadata alone, which documentation is made with
  documentation,     // one rustdoc call
};

/// The kinds of Cargo target, in Cargo's words.
enum class TargetKind { library, proc_macro, binary, example, test, bench, build_script };

/// `--out-dir`'s value.
struct OutDirectory {};
/// `-L dependency=…`: the directories where transitive dependencies are found.
struct DependencySearch {};
/// `-C incremental=…`.
struct IncrementalDirectory {};
/// `--extern <name>=<an artifact of another unit>`.
struct ExternCrate {
  std::string name;  // with Cargo's options, if any: "priv:foo"
  UnitIndex unit;
  std::string crate_type;  // which of the unit's artifacts: "rlib", "dylib", …
};
/// A place that a build script's output fills in.
struct ScriptPlace {
  ScriptValue value;
  UnitIndex run;
  std::vector<std::string> targets = {};  // as in ScriptArgument
};

using UnitArgument =
    std::variant<std::string, OutDirectory, DependencySearch, IncrementalDirectory, ExternCrate, ScriptPlace>;

/// DEP_<LINKS>_* of another package's build script.
struct ScriptMetadataSource {
  std::string prefix;
  UnitIndex run;
};

/// A CARGO_BIN_EXE_* variable, which names another unit's executable.
struct UsedProgram {
  std::string variable;
  UnitIndex unit;
};

/// Something that Cargo puts where users look for it: target/debug/my-app.
struct UpliftedArtifact {
  std::string crate_type;
  std::string name;  // "my-app", "libfoo.so"
};

struct Unit {
  UnitKind kind = UnitKind::compile;
  /// Unique in the graph, safe in file names: "serde-1a2b…".
  std::string id;
  Package package;
  std::string directory;  // working directory
  std::vector<UnitArgument> command;
  std::vector<EnvironmentVariable> environment;

  // UnitKind::compile
  std::string crate_name;
  std::string extra_filename;
  /// `-C metadata`: it tells units of one crate name apart to which Cargo gives no extra filename, for they have
  /// directories of their own there.
  std::string hash;
  std::vector<std::string> crate_types;  // as given to rustc; empty for --test
  TargetKind target_kind = TargetKind::library;
  std::string target_name;            // Cargo's name of the target, hyphens kept
  bool target_makes_program = false;  // also where it is compiled as a test
  std::string source;                 // the crate root, as given to rustc
  std::string triple;                 // of --target; empty for the host
  bool is_test = false;               // --test
  /// Where Cargo has rustc write, relative to its build directory: "debug/deps". Empty where Cargo has no part in it.
  std::string cargo_directory;
  /// Compiled with `-Zembed-metadata=no`: its metadata is in an .rmeta beside its libraries, which hold a stub.
  bool has_metadata_file = false;
  std::vector<UpliftedArtifact> uplifted;
  /// As CompilerTraits::mangling (plan/planner.h), where the unit's flags change it.
  std::optional<std::string> mangling;

  // Build scripts.
  /// The run whose OUT_DIR, rustc-env and cfgs this unit sees.
  std::optional<UnitIndex> script_run;
  /// build_script_run, test_run, bench_run: the unit that compiles the program.
  std::optional<UnitIndex> program;
  /// build_script_run: relative to the build directory, "debug/build/foo-1a2b".
  std::string run_directory;
  /// build_script_run: where the program must stand (relative to the build directory), as Cargo has it.
  std::string program_path;
  std::vector<ScriptMetadataSource> script_metadata;
  /// Runs whose native search directories belong in LD_LIBRARY_PATH.
  std::vector<UnitIndex> library_path;
  std::vector<UsedProgram> used_programs;
  /// A program or test: what Cargo starts it with (`target.<triple>.runner`).
  std::vector<std::string> runner;

  /// documentation: the crate's front page, relative to the build directory: "doc/app/index.html".
  std::string page;
  /// documentation: the page's place, counted from 0, among those that Cargo names at the end: of what was asked for.
  std::optional<std::size_t> page_rank;

  /// Planned elsewhere: it has files and no edges here.
  bool is_foreign = false;
  /// Of a foreign unit: the build directory that its files are in, absolute, or empty for the one that is planned.
  std::string foreign_directory;
  /// Of a foreign unit: other build directories that it and its dependencies have files in, absolute.
  std::vector<std::string> foreign_search;
  /// Of a foreign library: its rlib and those below it, absolute.
  std::vector<std::string> foreign_link_files;

  /// Asked for by `cargo build`, by `cargo test`, or both.
  bool in_build = false;
  bool in_tests = false;

  /// What rustc calls the files that it makes, apart from prefix and suffix.
  std::string stem() const { return crate_name + extra_filename; }
  /// The same for Ferrule's directories, which are shared by all units: rustc finds these names too, for it looks for
  /// all that begin with its own.
  std::string unique_stem() const;

  bool has_crate_type(std::string_view type) const;
  /// Only "lib" or "rlib": nothing is linked, so it can be pipelined.
  bool is_pure_library() const;
  /// Makes an rlib, alone or among other things.
  bool makes_rlib() const;
  /// As Cargo names it in messages, beside its package: "lib", "bin \"app\" test", "build script"
  /// (`Target::description_named` in Cargo's core/manifest.rs).
  std::string target_description() const;
  /// The file of `--target`, absolute, or empty where that is a triple.
  std::string target_file() const;
};

/// The word for the kind in Cargo's messages; of a build script in its JSON.
std::string_view kind_word(TargetKind kind);

struct CrateGraph {
  /// In the order in which Cargo ran them.
  std::vector<Unit> units;
  /// Cargo was asked for documentation as well.
  bool has_documentation = false;
};

/// All units in the order of their ids: the order in which Cargo runs them is a different one each time.
std::vector<UnitIndex> in_order_of_ids(const CrateGraph& graph);

/// The other units that unit `index` reads when it runs, by its externs, build-script runs, and programs; each once,
/// in ascending order.
std::vector<UnitIndex> direct_dependencies(const CrateGraph& graph, UnitIndex index);

}  // namespace ferrule
