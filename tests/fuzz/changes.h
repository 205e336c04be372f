// The changes that are made to the workspace, one a step.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "random.h"
#include "world.h"

namespace ferrule::fuzz {

struct Change {
  std::string kind;
  /// How often it comes, beside the others.
  std::size_t weight;
  /// Makes it, and tells what it was; nothing where it can't be made now.
  std::function<std::optional<std::string>(World&, Random&)> make;
};

const std::vector<Change>& all_changes();

/// One change of a kind in `kinds` (all, if that is empty), chosen by chance.
std::string make_some_change(World& world, Random& random, const std::vector<std::string>& kinds);

}  // namespace ferrule::fuzz
