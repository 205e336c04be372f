// The one file that prints ninja syntax. It decides nothing: every edge, name and order comes from the plan.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/edge_graph.h"

namespace ferrule {

/// How edges that read depfiles keep what they read.
enum class DepfileMode {
  gcc,      // deps = gcc: in ninja's own log; fastest
  depfile,  // as files, for engines that have no such log (Siso)
};

/// How build.ninja makes itself again.
struct Regeneration {
  /// The command, word by word.
  std::vector<std::string> command;
  /// Files whose change calls for it, and a depfile that names more of them, or empty: what only a depfile names may
  /// vanish.
  std::vector<std::string> inputs;
  std::string depfile;
  /// The edge that looks, before each build, whether anything else that Cargo reads has changed: the file that lists
  /// it, and the stamp it renews.
  std::string watch_list;
  std::string watch_stamp;
};

/// The edge that writes files for other programs when the tests are built: the target `nextest`.
struct TestFiles {
  /// The command, word by word; empty for no such edge.
  std::vector<std::string> command;
  std::vector<std::string> files;
};

struct NinjaSettings {
  std::string launcher;  // absolute path
  DepfileMode depfiles = DepfileMode::gcc;
  Regeneration regeneration;
  TestFiles test_files = {};
};

/// The first words of every build.ninja that Ferrule writes: by them it knows its own.
inline constexpr std::string_view kNinjaSignature = "# Written by ferrule ";

/// The text of a depfile, which the generator itself leaves: `output` depends on `files`. They must be names that a
/// depfile can express.
std::string write_depfile(const std::string& output, const std::vector<std::string>& files);

/// The text of build.ninja. Fails, naming it, on a path that ninja can't express (one with a newline).
Result<std::string> write_ninja(const EdgeGraph& graph, const NinjaSettings& settings);

}  // namespace ferrule
