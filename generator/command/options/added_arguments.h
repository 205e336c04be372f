// Cargo's options on top of others.
#pragma once

#include <string>
#include <vector>

namespace ferrule {

/// Adds flags, and options with the value behind them, except those that are there: Cargo refuses a flag that it gets
/// twice.
void add_cargo_arguments(const std::vector<std::string>& given, std::vector<std::string>& known);

}  // namespace ferrule
