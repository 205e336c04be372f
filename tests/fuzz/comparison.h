// One build by Ferrule and one by Cargo after the same change, side by side.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "world.h"

namespace ferrule::fuzz {

/// What has run: "base-0123456789abcdef" for a unit that was compiled, "run:maker" for a package's build script.
using Ran = std::set<std::string>;

struct SideResult {
  bool succeeded = false;
  std::string output;
  Ran ran;
};

class Comparison {
 public:
  /// `with_bytes`: programs must have the same bytes too.
  Comparison(World& world, bool with_bytes);

  /// Builds with both, with the tests or without. Gives what is wrong, or nothing.
  std::string step(bool with_tests);
  /// What ran in the last step, in all.
  std::size_t edges_ran() const { return ferrule_.ran.size(); }
  /// Whether the last step's builds ended well.
  bool built() const { return ferrule_.succeeded && cargo_.succeeded; }

 private:
  SideResult build_with_ferrule(bool with_tests);
  void build_during_change(bool with_tests);
  SideResult build_with_cargo(bool with_tests);
  std::string compare_programs();
  std::string compare_tests();
  std::string compare_ran();
  /// What a program prints, or how it ends.
  std::string run_program(const std::string& path, const Words& arguments = {}) const;

  World& world_;
  const bool with_bytes_;
  /// When the world was still as it is in the repository.
  const std::filesystem::file_time_type begin_;
  /// Where the tests of procedural macros find rustc's libraries.
  std::string libraries_;
  World::Selection generated_;
  bool is_generated_ = false;
  /// Of both, that their state is the same: the builds of the step before have ended.
  bool were_level_ = false;
  SideResult ferrule_, cargo_;
  /// Which unit made each file that has no hash in its name.
  std::map<std::string, std::string> makers_;
  struct Program {
    std::string bytes, said;
  };
  /// What `cargo build` has made in the last step, by paths below its target directory.
  std::map<std::string, Program> programs_;
  /// Cargo's tests of the last step.
  std::set<std::string> tests_;
};

}  // namespace ferrule::fuzz
