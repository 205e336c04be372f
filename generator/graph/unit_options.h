// The options of rustc among a unit's arguments (rust/rustc_options.h).
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "graph/crate_graph.h"
#include "rust/rustc_options.h"

namespace ferrule {

/// Calls `each` with every option that is written in plain words, and with the place of its first argument. Places
/// that something else fills in (a library's path, a build script's output) are left out.
void for_each_option(const Unit& unit, const std::function<void(const RustcOption& option, std::size_t at)>& each);

/// What the unit sets the codegen option `name` to. The last one counts, as with rustc.
std::optional<std::string_view> codegen_value(const Unit& unit, std::string_view name);

/// Whether `-C target-feature` asks for a C library that is linked statically.
bool has_static_crt(const Unit& unit);

/// Whether rustc optimises a program or C library as one with the code of all crates below it: `lto` of a profile.
bool has_link_time_optimization(const Unit& unit);

/// Whether rustc is called through a wrapper (RUSTC_WRAPPER and its like).
bool has_wrapper(const Unit& unit);

/// Whether rustc optimises the unit.
bool is_optimized(const Unit& unit);

}  // namespace ferrule
