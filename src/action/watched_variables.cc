#include "action/watched_variables.h"

#include <array>

namespace ferrule {

bool is_read_by_cargo(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "RUSTFLAGS",         "CARGO_ENCODED_RUSTFLAGS", "RUSTC",      "RUSTC_WRAPPER",    "RUSTC_WORKSPACE_WRAPPER",
      "CARGO_INCREMENTAL", "RUSTUP_TOOLCHAIN",        "CARGO_HOME", "RUSTUP_HOME",      "RUSTC_LINKER"};
  static constexpr std::array<std::string_view, 4> kPrefixes = {"CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_TARGET_",
                                                                "CARGO_UNSTABLE_"};
  static constexpr std::array<std::string_view, 6> kNot = {"CARGO_TARGET_DIR",       "CARGO_TARGET_TMPDIR",
                                                           "CARGO_BUILD_TARGET_DIR", "CARGO_BUILD_BUILD_DIR",
                                                           "CARGO_BUILD_JOBS",       "CARGO_BUILD_DEP_INFO_BASEDIR"};
  for (std::string_view other : kNot)
    if (name == other) return false;
  for (std::string_view known : kNames)
    if (name == known) return true;
  for (std::string_view prefix : kPrefixes)
    if (name.starts_with(prefix)) return true;
  return false;
}

}  // namespace ferrule
