#include "rust/watched_variables.h"

#include <array>

namespace ferrule {

bool is_read_by_cargo(std::string_view name) {
  static constexpr std::array<std::string_view, 19> kNames = {
      "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTDOCFLAGS", "RUSTC", "RUSTDOC",
      "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTC_BOOTSTRAP", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "CARGO_HOME",
      "CARGO_INCREMENTAL", "CARGO_NET_OFFLINE", "CARGO_REGISTRY_DEFAULT", "CARGO_REGISTRY_INDEX",
      "__CARGO_DEFAULT_LIB_METADATA",
      // Whether they are set decides on incremental compilation, since Cargo 1.99.
      "CI", "TF_BUILD"};
  static constexpr std::array<std::string_view, 6> kPrefixes = {"CARGO_BUILD_", "CARGO_PROFILE_",  "CARGO_TARGET_",
                                                                "CARGO_HOST_",  "CARGO_RESOLVER_", "CARGO_UNSTABLE_"};
  static constexpr std::array<std::string_view, 7> kNot = {
      "CARGO_TARGET_DIR", "CARGO_TARGET_TMPDIR",          "CARGO_BUILD_TARGET_DIR", "CARGO_BUILD_BUILD_DIR",
      "CARGO_BUILD_JOBS", "CARGO_BUILD_DEP_INFO_BASEDIR", "CARGO_BUILD_PIPELINING"};
  for (std::string_view other : kNot)
    if (name == other) return false;
  for (std::string_view known : kNames)
    if (name == known) return true;
  for (std::string_view prefix : kPrefixes)
    if (name.starts_with(prefix)) return true;
  // CARGO_REGISTRIES_<NAME>_INDEX; others of them are secrets.
  if (name.starts_with("CARGO_REGISTRIES_") && name.ends_with("_INDEX")) return true;
  return false;
}

}  // namespace ferrule
