#include "launcher/compile/compile_arguments.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

using Names = std::vector<std::string>;

TEST(CompileArgumentsTest, ReadsCargosCommandLine) {
  CompileArguments arguments = read_compile_arguments({"/usr/bin/rustc",
                                                       "--crate-name",
                                                       "a",
                                                       "--edition=2021",
                                                       "src/lib.rs",
                                                       "--crate-type",
                                                       "lib",
                                                       "--crate-type",
                                                       "cdylib",
                                                       "--emit=dep-info,metadata,link",
                                                       "-C",
                                                       "debuginfo=2",
                                                       "-C",
                                                       "metadata=12",
                                                       "-C",
                                                       "extra-filename=-34",
                                                       "--out-dir",
                                                       "/t/deps",
                                                       "--target",
                                                       "x",
                                                       "--extern",
                                                       "--test=no"});
  EXPECT_TRUE(arguments.compiles());
  EXPECT_EQ(arguments.stem(), "a-34");
  EXPECT_EQ(arguments.out_dir, "/t/deps");
  EXPECT_EQ(arguments.target, "x");
  EXPECT_EQ(arguments.crate_types, (Names{"lib", "cdylib"}));
  EXPECT_FALSE(arguments.is_test);
}

TEST(CompileArgumentsTest, ReadsTheOtherSpellings) {
  CompileArguments arguments =
      read_compile_arguments({"rustc", "--crate-name=a", "--crate-type=lib,staticlib", "--emit", "link",
                              "-Cextra-filename=-1", "--out-dir=/t", "--target=y", "--test"});
  EXPECT_TRUE(arguments.compiles());
  EXPECT_EQ(arguments.stem(), "a-1");
  EXPECT_EQ(arguments.crate_types, (Names{"lib", "staticlib"}));
  EXPECT_EQ(arguments.target, "y");
  EXPECT_TRUE(arguments.is_test);
  EXPECT_EQ(read_compile_arguments({"--codegen", "extra-filename=-2"}).extra_filename, "-2");
}

TEST(CompileArgumentsTest, TellsProbesFromCompilations) {
  EXPECT_FALSE(read_compile_arguments({"rustc", "-vV"}).compiles());
  EXPECT_FALSE(read_compile_arguments({"rustc", "-", "--crate-name", "___", "--print=file-names"}).compiles());
  EXPECT_FALSE(read_compile_arguments({"rustc", "--emit=link", "x.rs"}).compiles());
  EXPECT_FALSE(read_compile_arguments({"rustc", "--out-dir", "/t", "x.rs"}).compiles());
  EXPECT_FALSE(read_compile_arguments({"rustc", "--out-dir"}).compiles());
  EXPECT_FALSE(read_compile_arguments({}).compiles());
}

TEST(CompileArgumentsTest, DoesNotTakeOneOptionForAnother) {
  CompileArguments arguments = read_compile_arguments({"--target-dir=x", "--crate-name-extra", "y", "--emitter=z"});
  EXPECT_EQ(arguments.target, "");
  EXPECT_EQ(arguments.crate_name, "");
  EXPECT_FALSE(arguments.has_emit);
}

TEST(CompileArgumentsTest, FindsTheFilesOfExternCrates) {
  const std::vector<std::string> words = {"rustc",    "--extern",  "a=/b/liba.rlib", "--extern", "priv:c=/b/c=d.so",
                                          "--extern", "proc_macro"};
  EXPECT_EQ(extern_files(words), (std::vector<std::string>{"/b/liba.rlib", "/b/c=d.so"}));
}

}  // namespace
}  // namespace ferrule
