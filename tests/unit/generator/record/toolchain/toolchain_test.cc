#include "record/toolchain/toolchain.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "support/fake_cargo.h"

namespace ferrule {
namespace {

class ToolchainTest : public testing::Test {
 protected:
  Result<Toolchain> try_to_find(const std::string& rustc = "") {
    return find_toolchain(cargo.disk, cargo.processes, rustc, "/w", cargo.environment, "/b");
  }

  Toolchain found(const std::string& rustc = "") {
    Result<Toolchain> toolchain = try_to_find(rustc);
    EXPECT_TRUE(toolchain) << toolchain.error().message;
    return toolchain ? *toolchain : Toolchain{};
  }

  FakeCargo cargo;
};

TEST_F(ToolchainTest, FindsTheProgramsBehindRustupsProxies) {
  cargo.environment = {"PATH=/home/me/.cargo/bin:/usr/bin", "HOME=/home/me"};
  for (const char* proxy : {"rustc", "cargo"}) cargo.disk.put(std::string("/home/me/.cargo/bin/") + proxy, "");
  const Toolchain toolchain = found();
  EXPECT_EQ(toolchain.rustc, "/rust/bin/rustc");
  EXPECT_EQ(toolchain.cargo, "/home/me/.cargo/bin/cargo") << "which tells Cargo which toolchain it is";
  EXPECT_EQ(toolchain.sysroot, "/rust");
  EXPECT_EQ(toolchain.release, "1.95.0");
  EXPECT_FALSE(toolchain.is_nightly);
}

TEST_F(ToolchainTest, AsksWhereTheUserIs) {
  found();
  EXPECT_EQ(cargo.processes.last("rustc -vV")->directory, "/w");
}

TEST_F(ToolchainTest, TakesTheRustcThatIsNamed) {
  cargo.disk.put("/opt/my-rustc", "");
  EXPECT_EQ(found("/opt/my-rustc").rustc, "/opt/my-rustc");
  EXPECT_EQ(cargo.processes.count("/opt/my-rustc -vV"), 1);
}

TEST_F(ToolchainTest, TellsNightlyFromTheRest) {
  for (const auto& [version, is_nightly] : {std::pair("1.97.0-nightly", true), std::pair("1.97.0-dev", true),
                                            std::pair("1.96.0-beta.2", false), std::pair("1.95.0", false)}) {
    cargo.version = version;
    EXPECT_EQ(found().is_nightly, is_nightly) << version;
  }
}

// --- What RUSTC_BOOTSTRAP changes ---------------------------------------------------------

TEST_F(ToolchainTest, ManglingIsNamedOnlyIfBootstrapChangesIt) {
  const auto answer = [&](const char* plain, const char* bootstrapped) {
    cargo.processes.answer("--crate-name=mangling", [=](const ProcessRequest& request) {
      const bool has_bootstrap = find_variable(request.environment, "RUSTC_BOOTSTRAP") == "1";
      return ProcessResult{0, has_bootstrap ? bootstrapped : plain, ""};
    });
  };
  answer("_ZN8mangling7ferrule", "_RNvCs1_8mangling7ferrule");
  EXPECT_EQ(found().mangling, "legacy");
  answer("_RNvCs1_8mangling7ferrule", "_ZN8mangling7ferrule");
  EXPECT_EQ(found().mangling, "v0");
  answer("_ZN8mangling7ferrule", "_ZN8mangling7ferrule");
  EXPECT_EQ(found().mangling, "");
}

TEST_F(ToolchainTest, TheUsersBootstrapDoesNotDisturbTheComparison) {
  cargo.environment.push_back("RUSTC_BOOTSTRAP=1");
  int with = 0, without = 0;
  cargo.processes.answer("--crate-name=mangling", [&](const ProcessRequest& request) {
    ++(find_variable(request.environment, "RUSTC_BOOTSTRAP") ? with : without);
    return ProcessResult{0, "_ZN", ""};
  });
  found();
  EXPECT_EQ(with, 1);
  EXPECT_EQ(without, 1);
}

// --- What goes wrong -------------------------------------------------------------------------

TEST_F(ToolchainTest, TooOldIsRefusedWithTheVersionThatIsNeeded) {
  cargo.version = "1.62.1";
  Result<Toolchain> toolchain = try_to_find();
  ASSERT_FALSE(toolchain);
  EXPECT_EQ(toolchain.error().message, "rustc 1.62.1 is too old: Ferrule needs 1.63 or later");
  cargo.version = "1.63.0";
  EXPECT_TRUE(try_to_find());
}

TEST_F(ToolchainTest, AVersionThatMakesNoSenseIsRefused) {
  for (const char* version : {"2", "1.x", ""}) {
    cargo.version = version;
    EXPECT_FALSE(try_to_find()) << version;
  }
}

TEST_F(ToolchainTest, AMissingRustcIsNamedWithTheCure) {
  cargo.processes.refuse("rustc -vV", Error{"cannot find the program `rustc`"});
  Result<Toolchain> toolchain = try_to_find();
  ASSERT_FALSE(toolchain);
  EXPECT_EQ(toolchain.error().message, "cannot find the program `rustc`");
  EXPECT_NE(toolchain.error().help.find("install a Rust toolchain"), std::string::npos);
}

TEST_F(ToolchainTest, NeedsNoCargo) {
  cargo.disk.drop("/rust/bin/cargo");
  Result<Toolchain> toolchain = try_to_find();
  ASSERT_TRUE(toolchain);
  EXPECT_EQ(toolchain->cargo, "");
}

TEST_F(ToolchainTest, ARustcThatFailsIsQuoted) {
  cargo.processes.answer("rustc -vV", ProcessResult{1, "", "error: toolchain 'x' is not installed\n"});
  Result<Toolchain> toolchain = try_to_find();
  ASSERT_FALSE(toolchain);
  EXPECT_EQ(toolchain.error().message, "`rustc -vV` failed: error: toolchain 'x' is not installed");
}

TEST_F(ToolchainTest, AFullDiskIsAnError) {
  cargo.disk.fail_change(1, ENOSPC);
  EXPECT_FALSE(try_to_find());
}

}  // namespace
}  // namespace ferrule
