// What edges asked for by name when they last ran, as it stands in the build directory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/action.h"
#include "formats/requested_variable.h"

namespace ferrule {

/// Where they are noted for the edge with this id, relative to the build directory.
std::string requested_variables_file(std::string_view id);

/// What one edge asked for. What can't be read tells nothing: the edge writes it again.
std::vector<RequestedVariable> read_requested_variables(std::string_view id);

/// What the edge asked for when it last ran, or a library's other edge did: both must see the same.
std::vector<RequestedVariable> remembered_variables(const Action& action);

}  // namespace ferrule
