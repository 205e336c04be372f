// rust-project.json, by which rust-analyzer knows a project that isn't Cargo's (rust-analyzer's manual, "Non-Cargo
// Based Projects").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ide/ide_crate.h"

namespace ferrule {

/// How an IDE runs something: `{label}` and `{test_id}` stand for a crate and a test.
struct IdeRunnable {
  std::string kind;  // "flycheck", "run", "testOne"
  std::string program;
  std::vector<std::string> arguments;
  std::string directory;
};

struct RustProject {
  std::string sysroot;
  std::string sysroot_source;  // empty if it isn't there
  std::vector<IdeCrate> crates;
  std::vector<IdeRunnable> runnables;
};

/// The text of the file. Dependencies on crates that aren't in the project are left out, and those that would close a
/// circle, as dev-dependencies may: rust-analyzer has none.
std::string write_rust_project(const RustProject& project);

/// Crates in a form in which others can be added to them: one file for each call of a CMake project.
std::string write_ide_crates(const std::vector<IdeCrate>& crates);
Result<std::vector<IdeCrate>> parse_ide_crates(std::string_view text, std::string_view origin);

}  // namespace ferrule
