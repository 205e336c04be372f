// A noisy environment.
#pragma once

#include "harness/command.h"

namespace ferrule::test {

/// Variables that somebody's shell, another build or another Cargo may leave, and that must make no difference.
Variables noise();

}  // namespace ferrule::test
