#include "declare/declared_crate.h"

#include <gtest/gtest.h>

#include "plan/edges/layout.h"

namespace ferrule {
namespace {

class DeclaredCrateTest : public testing::Test {
 protected:
  DeclaredCrateTest() {
    toolchain.rustc = "/rust/bin/rustc";
    crate.target = "my-wire";
    crate.build_directory = "/b";
    crate.root = "/src/wire.rs";
    crate.edition = "2021";
    crate.type = "rlib";
  }

  /// The words of the declared crate's command; places that planning fills in
  /// are in angle brackets.
  std::vector<std::string> command() {
    DeclaredGraph declared = declare_crate(crate, toolchain);
    std::vector<std::string> words;
    for (const UnitArgument& argument : declared.graph.units[declared.crate].command) {
      if (const auto* text = std::get_if<std::string>(&argument)) words.push_back(*text);
      else if (const auto* other = std::get_if<ExternCrate>(&argument)) words.push_back("<" + other->name + ">");
      else if (std::holds_alternative<OutDirectory>(argument)) words.emplace_back("<out>");
      else words.emplace_back("<search>");
    }
    return words;
  }

  static DeclaredDependency reference(const std::string& name, const std::string& type,
                                      const std::string& directory) {
    return {name, {name, name, "-1", type, "", {directory}, {directory + "/rlib/lib" + name + "-1.rlib"}}};
  }

  DeclaredCrate crate;
  Toolchain toolchain;
};

TEST_F(DeclaredCrateTest, GivesRustcWhatCargoWould) {
  crate.options = {"-C", "opt-level=3"};
  crate.features = {"loud"};
  crate.dependencies = {reference("base", "rlib", "/b"), reference("macros", "proc-macro", "/b")};
  std::vector<std::string> words = command();
  std::string hash = words[17].substr(std::string("extra-filename=-").size());
  EXPECT_EQ(words, (std::vector<std::string>{"/rust/bin/rustc",
                                             "--crate-name",
                                             "my_wire",
                                             "--edition=2021",
                                             "/src/wire.rs",
                                             "--error-format=json",
                                             "--json=diagnostic-rendered-ansi",
                                             "--crate-type",
                                             "rlib",
                                             "--emit=dep-info,metadata,link",
                                             "-C",
                                             "opt-level=3",
                                             "--cfg",
                                             "feature=\"loud\"",
                                             "-C",
                                             "metadata=" + hash,
                                             "-C",
                                             "extra-filename=-" + hash,
                                             "--out-dir",
                                             "<out>",
                                             "<search>",
                                             "<base>",
                                             "<macros>"}));
}

TEST_F(DeclaredCrateTest, RustcKnowsTheFeaturesWhereItCan) {
  auto checks = [&] {
    std::vector<std::string> found, words = command();
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      if (words[i] == "--check-cfg") found.push_back(words[i + 1]);
    return found;
  };
  toolchain.release = "1.79.0";
  EXPECT_EQ(checks(), std::vector<std::string>{});
  toolchain.release = "1.80.0";
  EXPECT_EQ(checks(), (std::vector<std::string>{"cfg(docsrs,test)", "cfg(feature, values())"}));
  crate.features = {"loud", "b"};
  crate.other_features = {"a", "loud"};
  EXPECT_EQ(checks().back(), R"(cfg(feature, values("a", "b", "loud")))");
}

TEST_F(DeclaredCrateTest, NamesTellTargetsAndTriplesApart) {
  auto name = [&] { return declare_crate(crate, toolchain).graph.units.back().extra_filename; };
  std::string first = name();
  EXPECT_EQ(name(), first);
  crate.triple = "wasm32-unknown-unknown";
  EXPECT_NE(name(), first);
  crate.triple = "";
  crate.target = "my_wire";
  EXPECT_NE(name(), first);
  // Not the directory: a checkout elsewhere compiles to the same.
  crate.target = "my-wire";
  crate.root = "/other/wire.rs";
  EXPECT_EQ(name(), first);
}

TEST_F(DeclaredCrateTest, ATestIsAnotherUnitAndHasARun) {
  std::string library = declare_crate(crate, toolchain).graph.units.back().extra_filename;
  crate.is_test = true;
  DeclaredGraph declared = declare_crate(crate, toolchain);
  const Unit& test = declared.graph.units[declared.crate];
  EXPECT_TRUE(test.is_test);
  EXPECT_TRUE(test.crate_types.empty());
  EXPECT_NE(test.extra_filename, library);
  const Unit& run = declared.graph.units.back();
  EXPECT_EQ(run.kind, UnitKind::test_run);
  EXPECT_EQ(run.program, declared.crate);
  EXPECT_EQ(run.directory, "/src");
}

TEST_F(DeclaredCrateTest, AProcMacroSeesTheCompilersCrate) {
  crate.type = "proc-macro";
  std::vector<std::string> words = command();
  EXPECT_EQ(words.back(), "proc_macro");
  EXPECT_NE(std::find(words.begin(), words.end(), "--emit=dep-info,link"), words.end());
}

TEST_F(DeclaredCrateTest, DependenciesOfOtherDirectoriesAreFoundThere) {
  crate.dependencies = {reference("here", "rlib", "/b"), reference("there", "rlib", "/c")};
  crate.dependencies[1].crate.directories.push_back("/d");
  DeclaredGraph declared = declare_crate(crate, toolchain);
  Layout layout(declared.graph);
  EXPECT_EQ(layout.hollow(declared.graph.units[0]), "meta/libhere-1_meta.rlib");
  EXPECT_EQ(layout.hollow(declared.graph.units[1]), "/c/meta/libthere-1_meta.rlib");
  EXPECT_EQ(layout.search_directories(declared.graph.units[declared.crate], LibraryForm::hollow),
            (std::vector<std::string>{"meta", "proc_macro", "/c/meta", "/c/proc_macro", "/d/meta", "/d/proc_macro"}));
  EXPECT_EQ(directories_of(crate), (std::vector<std::string>{"/b", "/c", "/d"}));
}

TEST_F(DeclaredCrateTest, ADependencyMayHaveAnotherNameInTheSource) {
  crate.dependencies = {reference("base", "rlib", "/b")};
  crate.dependencies[0].name = "renamed";
  EXPECT_EQ(command().back(), "<renamed>");
  EXPECT_EQ(declare_crate(crate, toolchain).graph.units[0].crate_name, "base");
}

TEST_F(DeclaredCrateTest, OnlyWhatUsersNameByItsFileHasAName) {
  auto finals = [&] { return declare_crate(crate, toolchain).graph.units.back().uplifted; };
  EXPECT_TRUE(finals().empty());
  crate.type = "staticlib";
  EXPECT_EQ(finals().at(0).name, "libmy_wire.a");
  crate.type = "bin";
  EXPECT_EQ(finals().at(0).name, "my-wire");
}

TEST_F(DeclaredCrateTest, AReferenceReadsBackAsItWasWritten) {
  CrateReference written{"my-wire", "my_wire", "-1", "rlib", "triple", {"/b", "/c"}, {"/b/rlib/a b.rlib"}};
  Result<CrateReference> read = parse_reference(write_reference(written), "a file");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->target, "my-wire");
  EXPECT_EQ(read->crate_name, "my_wire");
  EXPECT_EQ(read->extra_filename, "-1");
  EXPECT_EQ(read->crate_type, "rlib");
  EXPECT_EQ(read->triple, "triple");
  EXPECT_EQ(read->directories, written.directories);
  EXPECT_EQ(read->link_files, written.link_files);
  EXPECT_FALSE(parse_reference("target a\n", "a file"));
}

}  // namespace
}  // namespace ferrule
