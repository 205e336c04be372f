// What an editor must be told of a build, as text of its own settings.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace ferrule {

enum class Editor { vscode, helix, neovim };

struct EditorSettings {
  /// rust-project.json, relative to the project's root where it is below that.
  std::string project_file;
  /// rust-analyzer's check.overrideCommand.
  std::vector<std::string> check_command;
  /// CMake Tools are to take the presets of the project.
  bool has_presets = false;
};

/// Where the editor reads it, relative to the project's root; empty for Neovim, whose configuration is a program.
std::string settings_file(Editor editor);

/// The settings alone: JSON for Visual Studio Code, TOML for Helix, Lua for Neovim.
std::string write_settings(Editor editor, const EditorSettings& settings);

/// The whole file at `path` that has been `before`, with the settings in it and everything else as it was: what the
/// settings list of projects names besides stays. An error, with the settings as its help, where that can't be done
/// without losing something: comments, or any text in Helix's file.
Result<std::string> add_settings(Editor editor, const EditorSettings& settings, const std::string& before,
                                 const std::string& path);

}  // namespace ferrule
