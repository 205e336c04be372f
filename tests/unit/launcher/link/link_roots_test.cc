#include "launcher/link/link_roots.h"

#include "launcher/link/linker_stand_in.h"
#include "launcher/temporary_tree.h"
#include "rust/artifact_name.h"

namespace ferrule {
namespace {

class LinkRootsTest : public TemporaryTree {
 protected:
  void keep(const std::vector<std::string>& arguments) {
    Status kept = keep_link_roots(arguments, root() + "/out");
    EXPECT_TRUE(kept);
  }

  void SetUp() override { write("out/a.rcgu.o", "object"); }

  const std::string roots = "out/" + std::string(kLinkRootsFile);
  const std::string exports = "out/" + std::string(kExportsFile);
};

TEST_F(LinkRootsTest, WhatRustcAddsHasFixedNames) {
  write("out/rustcQ/symbols.o", "symbols");
  write("out/rustcQ/list", "{ global: a; };");
  keep({"-Wl,--version-script=" + root() + "/out/rustcQ/list,--x", root() + "/out/rustcQ/symbols.o",
        root() + "/out/a.rcgu.o", "-o", root() + "/out/app"});
  EXPECT_EQ(read(roots), "symbols");
  EXPECT_EQ(read(exports), "{ global: a; };");
}

TEST_F(LinkRootsTest, ALinkerThatIsCalledWithoutACompiler) {
  write("out/rustcQ/list", "{ global: a; };");
  keep({"--version-script=" + root() + "/out/rustcQ/list", root() + "/out/a.rcgu.o"});
  EXPECT_EQ(read(exports), "{ global: a; };");
}

TEST_F(LinkRootsTest, WithoutAnyTheLinkIsWhatItWas) {
  keep({"-m64", root() + "/out/a.rcgu.o"});
  EXPECT_EQ(read(roots), "!<arch>\n");
  EXPECT_EQ(read(exports), "{ global: *; };\n");
}

TEST_F(LinkRootsTest, ReadsArgumentsThatAreTooMany) {
  write("out/two words/symbols.o", "symbols");
  write("out/linker-arguments", "-m64\n" + root() + "/out/two\\ words/symbols.o\n");
  keep({"@" + root() + "/out/linker-arguments"});
  EXPECT_EQ(read(roots), "symbols");
}

TEST_F(LinkRootsTest, AStandInKeepsThem) {
  write("out/rustcQ/symbols.o", "symbols");
  std::vector<std::string> words = {"rustc"};
  ASSERT_TRUE(set_linker_stand_in(words, root() + "/out", KeptOfLink::roots));
  const std::string stand_in = words.back().substr(std::string("-Clinker=").size());
  EXPECT_TRUE(is_linker_stand_in(stand_in));
  EXPECT_EQ(stand_in_for_linker({stand_in, root() + "/out/rustcQ/symbols.o"}), 0);
  EXPECT_EQ(read(roots), "symbols");
}

}  // namespace
}  // namespace ferrule
