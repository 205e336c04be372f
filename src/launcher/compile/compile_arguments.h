// What the launcher has to know of a rustc command line.
#pragma once

#include <string>
#include <vector>

namespace ferrule {

struct CompileArguments {
  std::string crate_name;
  std::string extra_filename;
  std::string out_dir;
  std::string target;
  std::vector<std::string> crate_types;
  bool has_emit = false;
  bool emits_metadata = false;
  bool is_test = false;

  /// Whether it compiles: Cargo also asks rustc for its version and settings.
  bool compiles() const { return has_emit && !out_dir.empty(); }
  std::string stem() const { return crate_name + extra_filename; }
};

/// `words` may begin with programs.
CompileArguments read_compile_arguments(const std::vector<std::string>& words);

/// The files of `--extern name=file`.
std::vector<std::string> extern_files(const std::vector<std::string>& words);

}  // namespace ferrule
