#include "record/toolchain/rustdoc.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace ferrule::test {
namespace {

class RustdocTest : public testing::Test {
 protected:
  RustdocTest() {
    toolchain.sysroot = "/rust";
    disk.put("/rust/bin/rustdoc", "the program itself");
  }

  /// The proxies are links to one file.
  void install_rustup() {
    environment = {"PATH=/home/me/.cargo/bin:/usr/bin"};
    for (const char* proxy : {"rustup", "cargo", "rustdoc"})
      disk.put(std::string("/home/me/.cargo/bin/") + proxy, "proxy");
  }

  Rustdoc find() const { return find_rustdoc(disk, {toolchain, configured, "/w", environment}); }

  FakeDisk disk;
  Toolchain toolchain;
  std::string configured;
  Environment environment = {"PATH=/rust/bin:/usr/bin"};
};

TEST_F(RustdocTest, WithoutRustupCargoSaysThePlainName) {
  EXPECT_EQ(find().name, "rustdoc");
  EXPECT_EQ(find().path, "/rust/bin/rustdoc");
}

TEST_F(RustdocTest, RustupsProxyIsTheToolchains) {
  install_rustup();
  EXPECT_EQ(find().name, "/rust/bin/rustdoc");
  EXPECT_EQ(find().path, "/rust/bin/rustdoc");
}

TEST_F(RustdocTest, AToolchainThatIsNamedAsAPathHasNoProxy) {
  install_rustup();
  environment.push_back("RUSTUP_TOOLCHAIN=/rust");
  EXPECT_EQ(find().name, "rustdoc");
}

TEST_F(RustdocTest, ACargoOfItsOwnBesideRustupIsNotCalledByIt) {
  install_rustup();
  disk.put("/home/me/.cargo/bin/cargo", "a Cargo of the distribution");
  EXPECT_EQ(find().name, "rustdoc");
  environment.push_back("RUSTUP_TOOLCHAIN=stable");
  EXPECT_EQ(find().name, "/rust/bin/rustdoc") << "as when cargo is called by a rustup further up";
}

TEST_F(RustdocTest, TheOneThatIsConfiguredCounts) {
  install_rustup();
  disk.put("/usr/bin/my-rustdoc", "");
  configured = "my-rustdoc";
  EXPECT_EQ(find().name, "my-rustdoc");
  EXPECT_EQ(find().path, "/usr/bin/my-rustdoc");
  configured = "/opt/rustdoc";
  EXPECT_EQ(find().name, "/opt/rustdoc");
  EXPECT_EQ(find().path, "/opt/rustdoc");
}

}  // namespace
}  // namespace ferrule::test
