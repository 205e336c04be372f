// What stands beside a program and belongs to it.
#pragma once

#include <string>
#include <vector>

#include "formats/action.h"

namespace ferrule {

/// The files that a wrapper of rustc has left in `directory` beside what the action names, to go where its first
/// output goes. None, where the action has no companions.
std::vector<ProducedFile> companions(const Action& action, const std::string& directory);

}  // namespace ferrule
