#include "rust/rustc_options.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

std::optional<RustcOption> read(std::string_view word, const std::string& next = "next") {
  return rustc_option_at(word, &next);
}

TEST(RustcOptionsTest, ReadsEachForm) {
  const std::string value = "opt-level=3";
  EXPECT_EQ(read("-Copt-level=3"), (RustcOption{"-C", "opt-level=3", 1}));
  EXPECT_EQ(rustc_option_at("-C", &value), (RustcOption{"-C", "opt-level=3", 2}));
  EXPECT_EQ(read("--codegen=opt-level=3"), (RustcOption{"-C", "opt-level=3", 1}));
  EXPECT_EQ(rustc_option_at("--codegen", &value), (RustcOption{"-C", "opt-level=3", 2}));
  EXPECT_EQ(read("--crate-name=a"), (RustcOption{"--crate-name", "a", 1}));
  EXPECT_EQ(read("--crate-name"), (RustcOption{"--crate-name", "next", 2}));
  EXPECT_EQ(read("-Ldependency=x"), (RustcOption{"-L", "dependency=x", 1}));
  EXPECT_EQ(read("-lz"), (RustcOption{"-l", "z", 1}));
  EXPECT_EQ(read("-Zno-codegen"), (RustcOption{"-Z", "no-codegen", 1}));
  EXPECT_EQ(read("--deny"), (RustcOption{"-D", "next", 2}));
  EXPECT_EQ(read("--test"), RustcOption{"--test"});
}

TEST(RustcOptionsTest, ShorthandsAreCodegenOptions) {
  EXPECT_EQ(read("-O"), (RustcOption{"-C", "opt-level=3", 1}));
  EXPECT_EQ(read("-g"), (RustcOption{"-C", "debuginfo=2", 1}));
}

TEST(RustcOptionsTest, LeavesOthersAlone) {
  for (std::string_view word : {"src/lib.rs", "-", "", "--some-new-option", "--some-new-option=x", "-v", "-vV"})
    EXPECT_FALSE(read(word)) << word;
  EXPECT_FALSE(rustc_option_at("--crate-name", nullptr));
  EXPECT_FALSE(rustc_option_at("-C", nullptr));
}

TEST(RustcOptionsTest, AValueIsNoOption) {
  const std::vector<std::string> words = {"rustc", "--cfg", "-Copt-level=3", "--crate-name", "--test", "-C", "lto"};
  std::vector<std::string> seen;
  for_each_rustc_option(words, [&](const RustcOption& option, std::size_t at) {
    seen.push_back(std::to_string(at) + std::string(option.name) + " " + std::string(option.value));
  });
  EXPECT_EQ(seen, (std::vector<std::string>{"1--cfg -Copt-level=3", "3--crate-name --test", "5-C lto"}));
}

TEST(RustcOptionsTest, NamesOfCodegenOptionsHaveTwoSpellings) {
  EXPECT_EQ(codegen_value(*read("-Copt_level=3"), "opt-level"), "3");
  EXPECT_EQ(codegen_value(*read("-O"), "opt-level"), "3");
  EXPECT_EQ(codegen_value(*read("-Clto"), "lto"), "");
  EXPECT_EQ(codegen_value(*read("-Clto=fat"), "lto"), "fat");
  EXPECT_FALSE(codegen_value(*read("-Clto=fat"), "linker-plugin-lto"));
  EXPECT_FALSE(codegen_value(*read("-Zlto=fat"), "lto"));
  EXPECT_EQ(unstable_value(*read("-Zthreads=8"), "threads"), "8");
}

TEST(RustcOptionsTest, DropsAnOptionInAnyForm) {
  const auto is_incremental = [](const RustcOption& option) {
    return codegen_value(option, "incremental").has_value();
  };
  for (const std::vector<std::string>& form : {std::vector<std::string>{"-Cincremental=a"},
                                               {"-C", "incremental=a"},
                                               {"--codegen=incremental=a"},
                                               {"--codegen", "incremental=a"}}) {
    std::vector<std::string> words = {"rustc", "--cfg", "incremental=a"};
    words.insert(words.end(), form.begin(), form.end());
    words.emplace_back("src/lib.rs");
    EXPECT_EQ(without_options(words, is_incremental),
              (std::vector<std::string>{"rustc", "--cfg", "incremental=a", "src/lib.rs"}));
  }
}

}  // namespace
}  // namespace ferrule
