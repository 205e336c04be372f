#include "record/toolchain/environment.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "formats/requested_variable.h"
#include "rust/watched_variables.h"

namespace ferrule {

namespace {

using Names = std::vector<std::string_view>;

bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool has_prefix(std::string_view name, const Names& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view p) { return name.starts_with(p); });
}

bool has_suffix(std::string_view name, const Names& suffixes) {
  return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view s) { return name.ends_with(s); });
}

/// Set by Cargo for some of what it runs (rustc, build scripts, tests), and never read by it.
bool is_set_by_cargo(std::string_view name) {
  static const Names names = {"CARGO_CRATE_NAME",
                              "CARGO_PRIMARY_PACKAGE",
                              "CARGO_TARGET_TMPDIR",
                              "OUT_DIR",
                              "TARGET",
                              "HOST",
                              "NUM_JOBS",
                              "OPT_LEVEL",
                              "DEBUG",
                              "PROFILE",
                              "RUSTC_LINKER",
                              "CARGO_SBOM_PATH",
                              "FERRULE_PROBE"};
  static const Names prefixes = {"CARGO_PKG_", "CARGO_MANIFEST_",  "CARGO_CFG_", "CARGO_FEATURE_", "CARGO_BIN_",
                                 "DEP_",       "CARGO_TRIM_PATHS_"};
  return is_one_of(name, names) || has_prefix(name, prefixes);
}

/// Of another Cargo, of make, or of a recording. By CARGO_BIN_NAME the recorder tells executables from build scripts.
bool is_of_another_build(std::string_view name) {
  return is_one_of(name, {"CARGO", "CARGO_MAKEFLAGS", "CARGO_BIN_NAME", "MAKEFLAGS", "MFLAGS", "FERRULE_RECORD",
                          "FERRULE_RUSTDOC"});
}

/// Read by Cargo and also set by it for what it runs.
bool is_read_and_set(std::string_view name) {
  return is_one_of(name, {"CARGO_ENCODED_RUSTFLAGS", "RUSTC", "RUSTDOC", "RUSTC_WORKSPACE_WRAPPER"});
}

/// `[HOST_|TARGET_]<tool>[_<target>]`, as the cc crate reads it.
bool is_read_by_cc(std::string_view name) {
  consume_prefix(name, "HOST_") || consume_prefix(name, "TARGET_");
  static const Names tools = {"CC",      "CXX",     "AR", "RANLIB",  "NVCC", "CFLAGS", "CXXFLAGS",  "CPPFLAGS",
                              "ARFLAGS", "LDFLAGS", "AS", "ASFLAGS", "LD",   "NM",     "CXXSTDLIB", "RANLIBFLAGS"};
  for (std::string_view tool : tools)
    if (name == tool || (name.starts_with(tool) && name[tool.size()] == '_')) return true;
  return false;
}

bool is_kept(std::string_view name) {
  static const Names names = {"PATH",
                              "HOME",
                              "TMPDIR",
                              "LANG",
                              "LC_ALL",
                              "LD_LIBRARY_PATH",
                              "LIBRARY_PATH",
                              "CPATH",
                              "C_INCLUDE_PATH",
                              "CPLUS_INCLUDE_PATH",
                              "SOURCE_DATE_EPOCH",
                              "CARGO_HOME",
                              "RUSTUP_HOME",
                              "RUSTUP_TOOLCHAIN",
                              "RUSTC_BOOTSTRAP",
                              "RUST_MIN_STACK",
                              "RUST_BACKTRACE",
                              "LIBCLANG_PATH",
                              "LLVM_CONFIG_PATH",
                              "CLANG_PATH",
                              "BINDGEN_EXTRA_CLANG_ARGS",
                              "PROTOC",
                              "PROTOC_INCLUDE",
                              "CRATE_CC_NO_DEFAULTS",
                              "SDKROOT",
                              "JAVA_HOME",
                              "PYO3_PYTHON",
                              "PYTHON_SYS_EXECUTABLE"};
  static const Names prefixes = {
      "PKG_CONFIG", "CMAKE", "VCPKG", "HOST_PKG_CONFIG", "TARGET_PKG_CONFIG", "BINDGEN_EXTRA_CLANG_ARGS_", "PYO3_"};
  // The convention of *-sys crates: OPENSSL_DIR, SQLITE3_LIB_DIR, ZSTD_STATIC…
  static const Names suffixes = {"_DIR",        "_LIB_DIR",        "_LIB_PATH",  "_INCLUDE_DIR",   "_INCLUDE_PATH",
                                 "_STATIC",     "_LIBS",           "_NO_VENDOR", "_NO_PKG_CONFIG", "_NO_PKGCONFIG",
                                 "_SYS_STATIC", "_USE_PKG_CONFIG", "_SYSTEM",    "_PREFIX",        "_ROOT"};
  static const Names never = {"XDG_RUNTIME_DIR", "XDG_SESSION_DIR",        "CARGO_TARGET_DIR",
                              "OLDPWD",          "CARGO_BUILD_TARGET_DIR", "CARGO_BUILD_BUILD_DIR"};
  if (is_one_of(name, never) || name.starts_with("XDG_") || sounds_secret(name)) return false;
  // OUT_DIR is no package's directory.
  if (is_set_by_cargo(name) || is_of_another_build(name)) return false;
  return is_one_of(name, names) || has_prefix(name, prefixes) || has_suffix(name, suffixes) || is_read_by_cc(name);
}

template <typename Predicate>
std::vector<EnvironmentVariable> select(const Environment& environment, Predicate wanted) {
  std::vector<EnvironmentVariable> chosen;
  for (const std::string& variable : environment) {
    Halves parts = split_once(variable, '=');
    if (wanted(parts.first)) chosen.push_back({std::string(parts.first), std::string(parts.second)});
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const EnvironmentVariable& a, const EnvironmentVariable& b) { return a.name < b.name; });
  return chosen;
}

}  // namespace

Environment environment_for_cargo(const Environment& caller) {
  Environment environment;
  for (const std::string& variable : caller) {
    std::string name(split_once(variable, '=').first);
    if (is_of_another_build(name)) continue;
    environment.push_back(is_set_by_cargo(name) ? name + "=set by the user" : variable);
  }
  return environment;
}

std::string baseline_digests(const Environment& environment) {
  std::string text;
  for (const std::string& variable : environment)
    if (!is_read_and_set(split_once(variable, '=').first)) text += hex(digest(variable)) + "\n";
  return text;
}

std::vector<EnvironmentVariable> freeze(const Environment& caller, const std::vector<std::string>& also) {
  return select(caller, [&](std::string_view name) {
    return is_kept(name) || std::find(also.begin(), also.end(), name) != also.end();
  });
}

std::vector<EnvironmentVariable> read_by_cargo(const Environment& caller) {
  return select(caller, [](std::string_view name) { return is_read_by_cargo(name); });
}

void set_variable(Environment& environment, std::string_view name, std::string_view value) {
  std::string text = std::string(name) + "=" + std::string(value);
  for (std::string& variable : environment)
    if (split_once(variable, '=').first == name) {
      variable = text;
      return;
    }
  environment.push_back(text);
}

}  // namespace ferrule
