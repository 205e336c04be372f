// What rustc says holds for a target.
#pragma once

#include <string>

#include "base/result.h"
#include "rust/cfg_expression.h"
#include "system/processes.h"

namespace ferrule {

struct CfgQuestion {
  std::string rustc;      // absolute
  std::string target;     // a triple or a target file; empty for the host
  std::string directory;  // in which rustc is called
  const Environment& environment;
};

/// `rustc --print cfg`.
Result<Cfgs> print_cfgs(Processes& processes, const CfgQuestion& question);

}  // namespace ferrule
