// The variables that a process starts with.
#pragma once

#include <functional>
#include <map>
#include <string>

namespace ferrule {

using Environment = std::map<std::string, std::string, std::less<>>;

}  // namespace ferrule
