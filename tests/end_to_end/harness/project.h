// A small Cargo project in a directory of its own, and what one does with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/command.h"

namespace ferrule::test {

/// One run of ninja.
struct Build : CommandResult {
  /// The edges that ran, sorted, in the words of their actions, without the hash: "greeting.rust_metadata",
  /// "app.build_script_run".
  Words edges;

  bool ran(std::string_view edge) const;
  /// Whether build.ninja was made again first.
  bool regenerated() const { return says("generate --again"); }
};

/// The manifest of a package, `more` at its end.
std::string manifest(std::string_view name, std::string_view more = "");

/// A table of dependencies on packages that lie beside this one.
std::string depends_on(const Words& names, std::string_view table = "dependencies");

class Project {
 public:
  /// What the path of the project's directory looks like.
  enum class Place { plain, odd };

  explicit Project(Place place = Place::plain);
  ~Project();
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  // --- Files. Paths are relative to the project, or absolute. ----------------

  std::string path(std::string_view relative = "") const;
  void write(std::string_view relative, std::string_view text) const;
  void append(std::string_view relative, std::string_view text) const;
  void replace(std::string_view relative, std::string_view from, std::string_view to) const;
  void write_program(std::string_view relative, std::string_view shell_script) const;
  std::string read(std::string_view relative) const;
  bool exists(std::string_view relative) const;
  void remove(std::string_view relative) const;
  void move(std::string_view from, std::string_view to) const;
  /// Makes the file newer than anything that was written before.
  void touch(std::string_view relative) const;
  /// Fills the project with a copy of a directory, without `target`.
  void copy_from(const std::string& directory) const;
  /// Names in a directory that end in `suffix`, sorted.
  Words list(std::string_view directory, std::string_view suffix = "") const;
  /// The one file below `directory` whose name starts and ends so, relative to the project; fails the test if there
  /// isn't exactly one.
  std::string find(std::string_view directory, std::string_view prefix, std::string_view suffix = "") const;

  // --- Packages ---------------------------------------------------------------

  /// The root: a workspace of packages in directories of their names.
  void workspace(const Words& members, std::string_view more = "") const;
  /// Packages in directories of their names: one without sources, one with src/lib.rs, one with src/main.rs. `more`
  /// is the rest of the manifest.
  void package(std::string_view name, std::string_view more = "") const;
  void library(std::string_view name, std::string_view source, std::string_view more = "") const;
  void program(std::string_view name, std::string_view source, std::string_view more = "") const;
  /// A procedural macro `macros::one!()`, which is 1, over a library of its own, `digits`.
  void macro_over_library() const;

  // --- Commands, in the project's directory --------------------------------

  void set(const std::string& name, const std::string& value) { environment_[name] = value; }
  void unset(const std::string& name) { environment_.erase(name); }
  const Variables& environment() const { return environment_; }
  void set_environment(Variables environment) { environment_ = std::move(environment); }

  CommandResult run(Words words) const;
  /// ferrule with these arguments.
  CommandResult ferrule(Words words) const;
  Command command(Words words) const;
  /// With `--pipelining hollow`, unless the arguments or a ferrule.toml say otherwise: what small projects would be
  /// split into by default depends on the machine.
  CommandResult generate(Words arguments = {}) const;
  CommandResult cargo(Words arguments) const;
  Build ninja(Words arguments = {}) const;
  Command ninja_command(Words arguments = {}) const;
  /// generate() and ninja(), both of which must succeed.
  Build build(Words arguments = {}) const;
  /// A program that the build has made: runs build/bin/<name>.
  CommandResult run_built(std::string_view name, Words arguments = {}) const;

  /// The build directory, relative to the project.
  static constexpr std::string_view kBuild = "build";

 private:
  std::string root_;       // the temporary directory
  std::string directory_;  // the project's
  Variables environment_ = necessary_environment();
};

/// Whether ninja found nothing to do.
::testing::AssertionResult is_idle(const Build& build);

/// Whether the edges that ran are these.
::testing::AssertionResult ran_exactly(const Build& build, Words edges);

}  // namespace ferrule::test
