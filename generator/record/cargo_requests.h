// The runs of Cargo that a recording is made of: with which arguments, and in which environment.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/cargo/cargo_config.h"
#include "record/cargo/cargo_run.h"
#include "record/outcome.h"
#include "record/record_request.h"
#include "record/toolchain/toolchain.h"

namespace ferrule {

struct CargoRequestSource {
  const RecordRequest& request;
  const CargoConfig& config;
  const Toolchain& toolchain;
  const RecordingOutcome& outcome;  // its scratch directory and runners
  std::string rustdoc;
};

/// Whether the subcommand starts programs: their runners must not, while they are only noted.
bool runs_programs(std::string_view subcommand);

/// What `cargo doc` is asked for besides Cargo's other arguments.
std::vector<std::string> documentation_flags(const Documentation& documentation);

/// Of the build.
CargoRunRequest request_for_build(const CargoRequestSource& source);
/// Of the tests, and of the documentation. Cargo's warnings are shown once, when it is asked for the build.
CargoRunRequest request_for_tests(const CargoRequestSource& source);
CargoRunRequest request_for_documentation(const CargoRequestSource& source);

}  // namespace ferrule
