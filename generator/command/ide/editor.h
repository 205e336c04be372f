// `ferrule ide`: the settings with which an editor's rust-analyzer knows a build.
#pragma once

#include "base/result.h"
#include "command/build/build_options.h"
#include "ide/editor_settings.h"
#include "system/context.h"

namespace ferrule {

struct EditorOptions {
  Editor editor = Editor::vscode;
  /// -C: Ferrule's build directory or CMake's; and what rust-project.json is made with in a Cargo workspace.
  BuildOptions build;
  /// --print: print the settings instead of writing them.
  bool prints = false;
};

/// Writes rust-project.json, as `ferrule rust-project` does, where the build directory isn't CMake's, which writes it
/// itself, and the settings into the file of the project's root that the editor reads. For Neovim they are printed.
Status set_up_editor(const CommandContext& context, const EditorOptions& options);

}  // namespace ferrule
