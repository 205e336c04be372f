// The options that a build directory was generated with, for a generation that goes on from there.
#pragma once

#include "base/result.h"
#include "command/generate/generation.h"
#include "system/context.h"

namespace ferrule {

/// The saved options take the place of those in `generation`, which come on top of them if `adds_given`; how to
/// generate (again, quietly, with a new plan) stays as it is. When ninja has it generated again, the environment is
/// that of the last time, as far as nothing else is set. A directory that was moved follows its sources.
Status take_earlier_options(const CommandContext& context, bool adds_given, Generation& generation);

}  // namespace ferrule
