// A log of compiler calls: what rustc was really given, whoever called it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/project.h"

namespace ferrule::test {

/// One call of rustc for a crate.
struct CompilerCall {
  /// Words and variables in which Cargo's calls and Ferrule's must agree. Where they lie is left out: --out-dir, -L
  /// dependency=, the directories of
  /// --extern; and so is what makes a library hollow.
  Words arguments;
  Words environment;
};

/// Calls by crate and hash: "serde-0123456789abcdef".
using CompilerCalls = std::map<std::string, std::vector<CompilerCall>>;

/// Has all builds of a project logged, by a wrapper around rustc.
class CompileLog {
 public:
  explicit CompileLog(Project& project);

  /// The calls for Cargo, and those for Ferrule (whose build directory has a `ferrule` in it while it builds).
  CompilerCalls cargos() const { return read("log/cargo"); }
  CompilerCalls ferrules() const { return read("log/ferrule"); }

 private:
  CompilerCalls read(const std::string& directory) const;

  const Project& project_;
};

}  // namespace ferrule::test
