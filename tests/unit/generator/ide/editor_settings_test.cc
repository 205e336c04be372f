#include "ide/editor_settings.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

EditorSettings settings() {
  return {"build/rust-project.json", {"ferrule", "check", "-C", "build", "--message-format", "json"}, true};
}

TEST(EditorSettingsTest, EachEditorHasItsLanguage) {
  EXPECT_EQ(write_settings(Editor::vscode, settings()), R"({
  "rust-analyzer.linkedProjects": [
    "build/rust-project.json"
  ],
  "rust-analyzer.check.overrideCommand": [
    "ferrule",
    "check",
    "-C",
    "build",
    "--message-format",
    "json"
  ],
  "cmake.useCMakePresets": "always"
}
)");
  EXPECT_EQ(write_settings(Editor::helix, settings()), R"([language-server.rust-analyzer.config]
linkedProjects = ["build/rust-project.json"]
check.overrideCommand = ["ferrule", "check", "-C", "build", "--message-format", "json"]
)");
  EXPECT_EQ(write_settings(Editor::neovim, settings()), R"(vim.lsp.config('rust_analyzer', {
  settings = {
    ['rust-analyzer'] = {
      linkedProjects = { "build/rust-project.json" },
      check = { overrideCommand = { "ferrule", "check", "-C", "build", "--message-format", "json" } },
    },
  },
})
)");
}

TEST(EditorSettingsTest, WhatIsThereStays) {
  const std::string before = R"({
    "editor.rulers": [100],
    "rust-analyzer.linkedProjects": ["tools/Cargo.toml"],
    "cmake.useCMakePresets": "auto"
}
)";
  Result<std::string> after = add_settings(Editor::vscode, settings(), before, "/w/.vscode/settings.json");
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, R"({
    "editor.rulers": [
        100
    ],
    "rust-analyzer.linkedProjects": [
        "tools/Cargo.toml",
        "build/rust-project.json"
    ],
    "cmake.useCMakePresets": "always",
    "rust-analyzer.check.overrideCommand": [
        "ferrule",
        "check",
        "-C",
        "build",
        "--message-format",
        "json"
    ]
}
)");
  EXPECT_EQ(*add_settings(Editor::vscode, settings(), *after, "/w/.vscode/settings.json"), *after);
}

TEST(EditorSettingsTest, NothingIsLost) {
  for (const char* text : {"// mine\n{}\n", "{ \"a\": 1, }", "[1]"}) {
    Result<std::string> after = add_settings(Editor::vscode, settings(), text, "/w/.vscode/settings.json");
    ASSERT_FALSE(after) << text;
    EXPECT_EQ(after.error().where, "/w/.vscode/settings.json");
    EXPECT_NE(after.error().help.find("\"build/rust-project.json\""), std::string::npos);
  }
  EXPECT_FALSE(add_settings(Editor::helix, settings(), "[[language]]\nname = 'rust'\n", "/w/.helix/languages.toml"));
  const std::string alone = write_settings(Editor::helix, settings());
  EXPECT_EQ(*add_settings(Editor::helix, settings(), "# mine\n" + alone, "/w"), "# mine\n" + alone);
  EXPECT_EQ(*add_settings(Editor::helix, settings(), " \n", "/w"), alone);
}

}  // namespace
}  // namespace ferrule
