#include "record/toolchain/symbol_mangling.h"

#include <gtest/gtest.h>

#include "support/fake_cargo.h"

namespace ferrule {
namespace {

TEST(SymbolManglingTest, MostCratesHaveNoFlagsThatMatter) {
  EXPECT_EQ(mangling_flags({"rustc", "--crate-name", "a", "-C", "opt-level=3", "-Cdebuginfo=2", "--cfg", "x", "-C",
                            "metadata=1", "--codegen", "panic=abort", "-L", "dependency=/d"}),
            "");
}

TEST(SymbolManglingTest, AllOthersMayMatterHoweverTheyAreWritten) {
  EXPECT_EQ(mangling_flags({"rustc", "-Cinstrument-coverage", "-C", "instrument-coverage", "--codegen=a=b",
                            "--codegen", "c", "-Zsanitizer=address", "-Z", "d=e"}),
            "-Cinstrument-coverage\n-Cinstrument-coverage\n-Ca=b\n-Cc\n-Zsanitizer=address\n-Zd=e");
}

TEST(SymbolManglingTest, AsksWithTheFlags) {
  FakeCargo cargo;
  std::vector<std::string> asked;
  cargo.processes.answer("--crate-name=mangling", [&](const ProcessRequest& request) {
    asked = request.arguments;
    bool is_ordinary = !find_variable(request.environment, "RUSTC_BOOTSTRAP");
    return ProcessResult{0, is_ordinary ? "_ZN8mangling" : "_RNv", ""};
  });
  Result<std::string> mangling =
      find_mangling(cargo.disk, cargo.processes, {"/rust/bin/rustc", "/w", cargo.environment, "/b", "-Ca\n-Zb"});
  ASSERT_TRUE(mangling);
  EXPECT_EQ(*mangling, "legacy");
  EXPECT_EQ(std::vector<std::string>(asked.end() - 3, asked.end()),
            (std::vector<std::string>{"/b/mangling.rs", "-Ca", "-Zb"}));
}

}  // namespace
}  // namespace ferrule
