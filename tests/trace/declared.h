// What ninja knows of each edge's inputs, once it has built them.
#pragma once

#include <map>
#include <set>
#include <string>

#include "harness/project.h"

namespace ferrule::test {

struct DeclaredEdge {
  std::string rule;
  std::set<std::string> inputs;      // explicit, implicit and from the dep-info; through phony edges too
  std::set<std::string> order_only;  // made before, and not looked at again
  std::set<std::string> upstream;    // inputs of the edges that make the inputs, and so on, to the end
  std::set<std::string> outputs;
};

/// By the action file that the edge runs. All paths but this are absolute.
std::map<std::string, DeclaredEdge> declared_edges(const Project& project);

}  // namespace ferrule::test
