// What ninja knows of a build directory's edges.
#pragma once

#include <map>
#include <string>

#include "harness/project.h"

namespace ferrule::test {

/// The outputs of all edges of a rule.
Words targets_of_rule(const Project& project, const std::string& rule);

/// What `ninja -t query` names as inputs, by target.
std::map<std::string, Words> inputs_of(const Project& project, const Words& targets);

/// Whether the path is that of a library with its code.
bool is_full_rlib(const std::string& path);

}  // namespace ferrule::test
