#include "record/toolchain/environment.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/strings.h"
#include "support/show.h"

namespace ferrule {
namespace {

/// "NAME=x" for each name.
Environment with(const std::vector<std::string>& names) {
  Environment environment;
  for (const std::string& name : names) environment.push_back(name + "=x");
  return environment;
}

/// Which of the names are kept.
std::string kept_of(const std::vector<std::string>& names, const std::vector<std::string>& also = {}) {
  std::vector<std::string> kept;
  for (const EnvironmentVariable& variable : freeze(with(names), also)) kept.push_back(variable.name);
  return show(kept);
}

// --- What is kept -----------------------------------------------------------------------

TEST(FreezeTest, KeepsWhatCompilersAndBuildScriptsRead) {
  const std::vector<std::string> names = {"AR_x86_64_unknown_linux_gnu",
                                          "BINDGEN_EXTRA_CLANG_ARGS",
                                          "CC",
                                          "CFLAGS_aarch64-apple-darwin",
                                          "CMAKE_PREFIX_PATH",
                                          "HOME",
                                          "HOST_CC",
                                          "LANG",
                                          "LD_LIBRARY_PATH",
                                          "LIBCLANG_PATH",
                                          "OPENSSL_DIR",
                                          "OPENSSL_NO_VENDOR",
                                          "PATH",
                                          "PKG_CONFIG_PATH",
                                          "PROTOC",
                                          "SOURCE_DATE_EPOCH",
                                          "SQLITE3_LIB_DIR",
                                          "TARGET_CXXFLAGS",
                                          "TMPDIR",
                                          "ZSTD_SYS_USE_PKG_CONFIG"};
  EXPECT_EQ(kept_of(names), show(names));
}

TEST(FreezeTest, LeavesOutWhatHappensToBeSet) {
  EXPECT_EQ(kept_of({"PWD",
                     "OLDPWD",
                     "SHLVL",
                     "TERM",
                     "COLORTERM",
                     "DISPLAY",
                     "EDITOR",
                     "USER",
                     "LOGNAME",
                     "_",
                     "XDG_RUNTIME_DIR",
                     "XDG_CONFIG_DIR",
                     "SSH_AUTH_SOCK",
                     "MAKEFLAGS",
                     "CARGO_TARGET_DIR",
                     "CCACHE",
                     "CARGO_MANIFEST_PATH",
                     "OUT_DIR",
                     "CARGO_MANIFEST_DIR",
                     "DEP_Z_ROOT"}),
            "");
}

TEST(FreezeTest, LeavesOutSecrets) {
  EXPECT_EQ(kept_of({"CARGO_REGISTRY_TOKEN", "CARGO_REGISTRIES_MINE_TOKEN",
                     "CARGO_REGISTRIES_MINE_CREDENTIAL_PROVIDER", "GITHUB_TOKEN", "GH_TOKEN", "AWS_SECRET_ACCESS_KEY",
                     "NPM_TOKEN", "DATABASE_URL", "PGPASSWORD", "CC_TEST_REPORTER_TOKEN", "LD_API_SECRET",
                     "VCPKG_FEED_PASSWORD", "CMAKE_SIGNING_KEY", "PKG_CONFIG_CREDENTIALS"}),
            "");
}

TEST(FreezeTest, KeepsWhatIsAskedForByName) {
  EXPECT_EQ(kept_of({"MY_VARIABLE", "OTHER"}, {"MY_VARIABLE", "NOT_SET"}), "MY_VARIABLE");
}

TEST(FreezeTest, SortsSoThatTheOrderOfTheCallerDoesNotCount) {
  EXPECT_EQ(show(freeze({"PATH=/b", "HOME=/h", "CC=gcc=1"}, {})), "CC=gcc=1 HOME=/h PATH=/b");
}

// --- What Cargo reads ----------------------------------------------------------------------

TEST(ReadByCargoTest, IsWhatDecidesWhatCargoPlans) {
  const Environment environment =
      with({"RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_PROFILE_DEV_OPT_LEVEL", "CARGO_TARGET_WASM32_LINKER",
            "RUSTUP_TOOLCHAIN", "CARGO_INCREMENTAL", "CARGO_TARGET_DIR", "CARGO_BUILD_JOBS", "CARGO_REGISTRY_TOKEN",
            "CARGO_TERM_COLOR", "PATH", "HOME"});
  EXPECT_EQ(show(read_by_cargo(environment)),
            "CARGO_BUILD_TARGET=x CARGO_INCREMENTAL=x CARGO_PROFILE_DEV_OPT_LEVEL=x CARGO_TARGET_WASM32_LINKER=x "
            "RUSTFLAGS=x RUSTUP_TOOLCHAIN=x");
  EXPECT_EQ(show(read_by_cargo(with({"CI", "RUSTDOCFLAGS", "CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS",
                                     "CARGO_NET_RETRY", "CARGO_REGISTRIES_MINE_INDEX", "CARGO_REGISTRIES_MINE_TOKEN",
                                     "CARGO_ALIAS_B", "RUSTC_LINKER"}))),
            "CARGO_REGISTRIES_MINE_INDEX=x CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=x CI=x RUSTDOCFLAGS=x")
      << "and what Cargo itself sets doesn't count";
}

// --- What Cargo gets -------------------------------------------------------------------------

TEST(EnvironmentForCargoTest, DropsWhatAnotherCargoOrMakeHasSetForItsOwn) {
  EXPECT_EQ(show(environment_for_cargo(with({"CARGO", "CARGO_BIN_NAME", "CARGO_MAKEFLAGS", "MAKEFLAGS", "MFLAGS",
                                             "FERRULE_RECORD", "FERRULE_RUSTDOC"}))),
            "");
}

TEST(EnvironmentForCargoTest, TellsTheUsersVariablesFromThoseThatCargoSets) {
  EXPECT_EQ(show(environment_for_cargo({"DEBUG=true", "CARGO_PKG_NAME=app"})),
            "DEBUG=set by the user CARGO_PKG_NAME=set by the user")
      << "Cargo's own values may be the same";
  const Environment kept = with({"PATH", "CARGO_HOME", "RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_REGISTRY_TOKEN"});
  EXPECT_EQ(environment_for_cargo(kept), kept);
}

TEST(BaselineTest, HasADigestOfEachVariableAndNoValue) {
  const Environment environment = {"CARGO_REGISTRY_TOKEN=canary", "PATH=/usr/bin"};
  EXPECT_EQ(baseline_digests(environment),
            hex(digest("CARGO_REGISTRY_TOKEN=canary")) + "\n" + hex(digest("PATH=/usr/bin")) + "\n");
}

TEST(BaselineTest, LeavesOutWhatCargoMaySetToTheSameValue) {
  EXPECT_EQ(baseline_digests(with({"RUSTC", "RUSTDOC", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WORKSPACE_WRAPPER"})), "");
}

TEST(SetVariableTest, ReplacesOrAppends) {
  Environment environment = {"A=1", "AB=2"};
  set_variable(environment, "A", "3");
  set_variable(environment, "B", "");
  EXPECT_EQ(show(environment), "A=3 AB=2 B=");
}

TEST(FindVariableTest, TellsEmptyFromUnset) {
  const Environment environment = {"A=", "B=x=y"};
  EXPECT_EQ(find_variable(environment, "A"), "");
  EXPECT_EQ(find_variable(environment, "B"), "x=y");
  EXPECT_EQ(find_variable(environment, "C"), std::nullopt);
}

}  // namespace
}  // namespace ferrule
