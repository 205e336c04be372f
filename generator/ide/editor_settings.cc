#include "ide/editor_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ferrule {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProjects = "rust-analyzer.linkedProjects";

std::string quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// "a", "b": as JSON, TOML and Lua have it.
std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + quoted(text);
  return list;
}

Json vscode_settings(const EditorSettings& settings) {
  Json json = Json::object();
  json[kProjects] = {settings.project_file};
  json["rust-analyzer.check.overrideCommand"] = settings.check_command;
  if (settings.has_presets) json["cmake.useCMakePresets"] = "always";
  return json;
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// How many spaces the file's first member stands behind.
int indent_of(const std::string& text) {
  const std::size_t line = text.find("\n ");
  if (line == std::string::npos) return 2;
  const std::size_t first = text.find_first_not_of(' ', line + 1);
  return first == std::string::npos ? 2 : static_cast<int>(first - line - 1);
}

Error cannot_add(Editor editor, const EditorSettings& settings, const std::string& path, const char* reason) {
  return {fmt::format("{}, so the file was left as it is", reason), path,
          "add this by hand:\n" + write_settings(editor, settings)};
}

Result<std::string> add_to_vscode(const EditorSettings& settings, const std::string& before,
                                  const std::string& path) {
  Json json = Json::parse(before, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object())
    return cannot_add(Editor::vscode, settings, path, "the settings aren't plain JSON, and comments would be lost");
  const Json wanted = vscode_settings(settings);
  for (const auto& [name, value] : wanted.items()) {
    Json& known = json[name];
    if (name != kProjects || !known.is_array()) known = value;
    else if (std::find(known.begin(), known.end(), value[0]) == known.end()) known.push_back(value[0]);
  }
  return dump(json, indent_of(before));
}

}  // namespace

std::string settings_file(Editor editor) {
  switch (editor) {
    case Editor::vscode: return ".vscode/settings.json";
    case Editor::helix: return ".helix/languages.toml";
    case Editor::neovim: break;
  }
  return {};
}

std::string write_settings(Editor editor, const EditorSettings& settings) {
  switch (editor) {
    case Editor::vscode: return dump(vscode_settings(settings), 2);
    case Editor::helix:
      return fmt::format(
          "[language-server.rust-analyzer.config]\nlinkedProjects = [{}]\ncheck.overrideCommand = [{}]\n",
          quoted(settings.project_file), list_of(settings.check_command));
    case Editor::neovim: break;
  }
  return fmt::format(
      "vim.lsp.config('rust_analyzer', {{\n"
      "  settings = {{\n"
      "    ['rust-analyzer'] = {{\n"
      "      linkedProjects = {{ {} }},\n"
      "      check = {{ overrideCommand = {{ {} }} }},\n"
      "    }},\n"
      "  }},\n"
      "}})\n",
      quoted(settings.project_file), list_of(settings.check_command));
}

Result<std::string> add_settings(Editor editor, const EditorSettings& settings, const std::string& before,
                                 const std::string& path) {
  const std::string alone = write_settings(editor, settings);
  if (before.find_first_not_of(" \t\r\n") == std::string::npos || before == alone) return alone;
  if (editor == Editor::vscode) return add_to_vscode(settings, before, path);
  if (before.find(alone) != std::string::npos) return before;
  return cannot_add(editor, settings, path, "there are settings already");
}

}  // namespace ferrule
