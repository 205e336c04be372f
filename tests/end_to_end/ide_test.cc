// `ferrule ide`: an editor's settings, for Cargo workspaces and CMake projects.
#include "harness/project.h"

namespace ferrule::test {
namespace {

void write_workspace(const Project& project) {
  project.workspace({"app"});
  project.program("app", "fn main() {}\n");
}

TEST(Ide, VisualStudioCodeKnowsAWorkspace) {
  Project project;
  write_workspace(project);
  CommandResult written = project.ferrule({"ide", "vscode"});
  EXPECT_EQ(written.status, 0) << written.output;
  EXPECT_TRUE(project.exists("target/ferrule/rust-project.json"));
  const std::string settings = project.read(".vscode/settings.json");
  EXPECT_NE(settings.find("\"target/ferrule/rust-project.json\""), std::string::npos) << settings;
  EXPECT_NE(settings.find("\"--all-targets\""), std::string::npos) << settings;
  // What it writes, it can read.
  EXPECT_EQ(project.ferrule({"ide", "vscode"}).status, 0);
  EXPECT_EQ(project.read(".vscode/settings.json"), settings);
}

TEST(Ide, TheSettingsOfAUserStay) {
  Project project;
  write_workspace(project);
  const std::string commented = "{\n  // mine\n  \"editor.rulers\": [100]\n}\n";
  project.write(".vscode/settings.json", commented);
  CommandResult refused = project.ferrule({"ide", "vscode"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_TRUE(refused.says("help: add this by hand:")) << refused.output;
  EXPECT_TRUE(refused.says("rust-analyzer.linkedProjects")) << refused.output;
  EXPECT_EQ(project.read(".vscode/settings.json"), commented);
  CommandResult printed = project.ferrule({"ide", "helix", "--print"});
  EXPECT_TRUE(printed.says("linkedProjects = [\"target/ferrule/rust-project.json\"]")) << printed.output;
  EXPECT_FALSE(project.exists(".helix/languages.toml"));
}

TEST(Ide, ABuildDirectoryOfCMakeIsNamed) {
  Project project;
  project.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.25)\nproject(mine LANGUAGES NONE)\n");
  project.write("CMakePresets.json", R"({ "version": 3 })");
  ASSERT_EQ(project.run({"cmake", "-S", ".", "-B", "out", "-G", "Ninja"}).status, 0);
  EXPECT_TRUE(project.ferrule({"ide", "vscode"}).says("help: in a CMake project name CMake's build directory"));
  CommandResult written = project.ferrule({"ide", "vscode", "-C", "out"});
  EXPECT_EQ(written.status, 0) << written.output;
  EXPECT_TRUE(written.says("cmake --build out --target ferrule-rust-project")) << written.output;
  const std::string settings = project.read(".vscode/settings.json");
  EXPECT_NE(settings.find("\"out/rust-project.json\""), std::string::npos) << settings;
  EXPECT_NE(settings.find("\"cmake.useCMakePresets\": \"always\""), std::string::npos) << settings;
  EXPECT_NE(settings.find("\"-C\",\n    \"out\""), std::string::npos) << settings;
  EXPECT_EQ(project.ferrule({"ide", "emacs"}).status, 2);
}

}  // namespace
}  // namespace ferrule::test
