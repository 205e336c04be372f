#include "rust/artifact_name.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

/// The names of a bin, a cdylib, a staticlib, and a lib.
std::string names(std::string_view target) {
  std::string text;
  for (const char* type : {"bin", "cdylib", "staticlib", "lib"})
    text += (text.empty() ? "" : " ") + artifact_name(type, "a-1", target);
  return text;
}

// As `rustc --print file-names` gives them.
TEST(ArtifactNameTest, FollowsTheTarget) {
  EXPECT_EQ(names(""), "a-1 liba-1.so liba-1.a liba-1.rlib");
  EXPECT_EQ(names("aarch64-unknown-linux-musl"), "a-1 liba-1.so liba-1.a liba-1.rlib");
  EXPECT_EQ(names("aarch64-apple-darwin"), "a-1 liba-1.dylib liba-1.a liba-1.rlib");
  EXPECT_EQ(names("x86_64-pc-windows-gnu"), "a-1.exe a-1.dll liba-1.a liba-1.rlib");
  EXPECT_EQ(names("x86_64-pc-windows-msvc"), "a-1.exe a-1.dll a-1.lib liba-1.rlib");
  EXPECT_EQ(names("wasm32-unknown-unknown"), "a-1.wasm a-1.wasm liba-1.a liba-1.rlib");
  EXPECT_EQ(names("wasm32-unknown-emscripten"), "a-1.js a-1.wasm liba-1.a liba-1.rlib");
  EXPECT_EQ(artifact_name("bin", "a-1", "x86_64-unknown-uefi"), "a-1.efi");
  EXPECT_EQ(artifact_name("bin", "a-1", "avr-none"), "a-1.elf");
}

TEST(ArtifactNameTest, LibrariesThatRustReads) {
  EXPECT_EQ(artifact_name("rlib", "a", ""), "liba.rlib");
  EXPECT_EQ(artifact_name("dylib", "a", ""), "liba.so");
  EXPECT_EQ(artifact_name("proc-macro", "a", ""), "liba.so");
}

TEST(ArtifactNameTest, GoesByTheNameOfATargetFileNotByItsDirectory) {
  EXPECT_EQ(names("/home/windows/wasm-apple/my-linux.json"), names(""));
  EXPECT_EQ(names("/targets/wasm32-mine.json"), names("wasm32-unknown-unknown"));
}

}  // namespace
}  // namespace ferrule
