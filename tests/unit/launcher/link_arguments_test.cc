#include "launcher/link_arguments.h"

#include "temporary_tree.h"

namespace ferrule {
namespace {

TEST(LinkArgumentsTest, SearchDirectoriesLoseTheirKind) {
  EXPECT_EQ(linker_search_option("/usr/lib"), "-L/usr/lib");
  EXPECT_EQ(linker_search_option("native=/opt/a b"), "-L/opt/a b");
  EXPECT_EQ(linker_search_option("all=/x"), "-L/x");
  EXPECT_EQ(linker_search_option("/odd=name"), "-L/odd=name");
}

TEST(LinkArgumentsTest, WhatOnlyRustcSearchesIsLeftOut) {
  for (const char* value : {"dependency=/x", "crate=/x", "framework=/x"})
    EXPECT_EQ(linker_search_option(value), "") << value;
}

TEST(LinkArgumentsTest, LibrariesLoseKindAndOldName) {
  EXPECT_EQ(linker_library_option("ssl"), "-lssl");
  EXPECT_EQ(linker_library_option("dylib=ssl"), "-lssl");
  EXPECT_EQ(linker_library_option("dylib:+as-needed=ssl"), "-lssl");
  EXPECT_EQ(linker_library_option("ssl:ssl3"), "-lssl3");
}

TEST(LinkArgumentsTest, AStaticLibraryIsInTheRlibUnlessItSaysOtherwise) {
  EXPECT_EQ(linker_library_option("static=z"), "");
  EXPECT_EQ(linker_library_option("static:+whole-archive=z"), "");
  EXPECT_EQ(linker_library_option("static:-bundle=z"), "-lz");
}

class LinkArgumentsFileTest : public TemporaryTree {};

TEST_F(LinkArgumentsFileTest, IsAResponseFileThatKeepsOddPathsWhole) {
  ScriptOutput said;
  said.link_search = {"native=/opt/a \"b\"", "dependency=/x"};
  said.link_libraries = {"dylib=ssl", "static=z"};
  write("a.output", write_script_output(said));
  Edge edge{};
  edge.build_directory = root();
  edge.action.kind = EdgeKind::link_arguments;
  edge.action.command = {ScriptArgument{ScriptValue::link_search, "a.output"},
                         ScriptArgument{ScriptValue::link_library, "a.output"}};
  edge.action.outputs = {{"x.rsp", "x.rsp"}};
  Result<int> code = write_link_arguments(edge);
  ASSERT_TRUE(code) << describe(code.error());
  EXPECT_EQ(*code, 0);
  EXPECT_EQ(read("x.rsp"), "-L/opt/a\\ \\\"b\\\"\n-lssl\n");
}

}  // namespace
}  // namespace ferrule
