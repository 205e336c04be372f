// A small workspace with everything in it whose changes a build must notice, and what is asked of it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/project.h"

namespace ferrule::fuzz {

using test::Words;

/// All files of the workspace by their paths, relative to it.
using Files = std::map<std::string, std::string>;

class World {
 public:
  World(bool incremental, std::string pipelining);

  test::Project& project() { return project_; }

  // --- What is built: options for `cargo build` and `ferrule generate` alike -------------------------------------

  struct Selection {
    bool release = false;
    bool extra = false;        // the feature of that name
    std::string package = {};  // one package, or all
    bool operator==(const Selection&) const = default;
  };

  Selection selection;
  Words cargo_options() const;
  Words ferrule_options() const;

  // --- Its files -------------------------------------------------------------------------------------------------

  Files files() const;
  /// Those whose names end so.
  std::vector<std::string> files_named(const std::string& suffix) const;
  /// The files that a build script without `rerun-if` lines lists.
  static constexpr std::string_view kListed = "crates/lister/list/";
  /// Cargo looks at the newest time in the package and misses a file that is gone, so another one is touched.
  void remove_listed(const std::string& path);
  /// Writes what differs and removes what isn't there, as `git switch` does.
  void restore(const Files& files);
  std::string read(const std::string& path) const { return project_.read(path); }
  void write(const std::string& path, const std::string& text) { project_.write(path, text); }

  /// States to go back to.
  std::vector<Files> branches;

  /// Edited files that have a time at which neither build looks at them. The next change shows them to both: else
  /// whichever has another reason to compile one would see it alone.
  std::set<std::string> unseen_edits;
  void show_edits();
  /// Since the tests were built last, something has changed after which Ferrule may build more than Cargo.
  bool may_build_more = false;

  /// The next build by Ferrule needs `ferrule generate` first.
  bool must_generate = false;

  /// What is to happen so long after the next build by Ferrule has begun; nothing, mostly.
  std::function<void()> while_building;
  std::chrono::milliseconds delay{0};

 private:
  std::string pipelining_;
  test::Project project_;
};

}  // namespace ferrule::fuzz
