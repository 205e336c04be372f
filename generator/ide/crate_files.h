// The crates of a CMake project, which calls of add_rust_crate() tell of one by one: a file for each crate, and for
// each call a list of these.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "ide/ide_crate.h"
#include "system/disk.h"

namespace ferrule {

class IdeCrateFiles {
 public:
  /// `directory` holds the files (absolute).
  IdeCrateFiles(Disk& disk, std::string directory) : disk_(disk), directory_(std::move(directory)) {}

  /// Writes the crates that a call has, and its list. A crate that calls have in common is written once. Of the crate
  /// that tests are of, the call has more to say than others: `variant` keeps that apart.
  Status write(const std::string& list, const std::string& variant, const std::vector<IdeCrate>& crates);

 private:
  Disk& disk_;
  std::string directory_;
  std::set<std::string> written_;
};

/// The crates of all lists; what is said of one crate in several places is put together.
Result<std::vector<IdeCrate>> read_ide_crates(const Disk& disk, const std::vector<std::string>& lists);

}  // namespace ferrule
