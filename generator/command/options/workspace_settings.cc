#include "command/options/workspace_settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "record/cargo/toml.h"

namespace ferrule {

namespace {

class Reader {
 public:
  explicit Reader(std::string file) { settings_.file = std::move(file); }

  Result<WorkspaceSettings> read(const std::string& text) {
    toml::parse_result parsed = toml::parse(text);
    if (!parsed)
      return Error{std::string(parsed.error().description()), at(parsed.error().source()),
                   "correct the file or remove it"};
    for (auto&& [key, value] : parsed.table())
      if (Status taken = take(key, value); !taken) return taken.error();
    return std::move(settings_);
  }

 private:
  std::string at(const toml::source_region& place) const {
    return fmt::format("{}:{}", settings_.file, place.begin.line);
  }

  Status take(const toml::key& key, const toml::node& value) {
    if (key == "pipelining") return take_pipelining(value);
    if (key == "no-pipelining") return take_fused(value);
    if (key == "split-links") return take_split_links(value);
    if (key == "closed-environment") return take_closed_environment(value);
    if (key == "rustc-wrapper") return take_rustc_wrapper(value);
    return Error{fmt::format("there is no setting `{}`", key.str()), at(key.source()),
                 "the settings are `pipelining`, `no-pipelining`, `split-links`, `closed-environment` and "
                 "`rustc-wrapper`"};
  }

  Status take_pipelining(const toml::node& value) {
    std::optional<std::string> word = value.value<std::string>();
    settings_.plan.pipelining = word ? pipelining_of_word(*word) : std::nullopt;
    if (settings_.plan.pipelining) return {};
    return Error{"`pipelining` takes \"hollow\", \"auto\" or \"off\"", at(value.source())};
  }

  Status take_split_links(const toml::node& value) {
    settings_.plan.split_links = value.value_exact<bool>();
    if (settings_.plan.split_links) return {};
    return Error{"`split-links` takes true or false", at(value.source())};
  }

  Status take_closed_environment(const toml::node& value) {
    std::optional<bool> is_closed = value.value_exact<bool>();
    if (!is_closed) return Error{"`closed-environment` takes true or false", at(value.source())};
    settings_.closed_environment = *is_closed;
    return {};
  }

  Status take_rustc_wrapper(const toml::node& value) {
    std::optional<std::string> program = value.value_exact<std::string>();
    if (!program || program->empty())
      return Error{"`rustc-wrapper` takes a program", at(value.source()), "for example: rustc-wrapper = \"sccache\""};
    const bool is_path = program->find('/') != std::string::npos;
    settings_.rustc_wrapper = is_path ? normalize_path(join_path(directory_of(settings_.file), *program)) : *program;
    return {};
  }

  Status take_fused(const toml::node& value) {
    const toml::array* names = value.as_array();
    if (names == nullptr) return not_names(value);
    settings_.fused_at = TextPosition{value.source().begin.line, value.source().begin.column};
    for (const toml::node& name : *names) {
      std::optional<std::string> text = name.value<std::string>();
      if (!text) return not_names(name);
      settings_.plan.fused.push_back(*text);
    }
    return {};
  }

  Error not_names(const toml::node& value) const {
    return {"`no-pipelining` takes a list of package names", at(value.source()),
            "for example: no-pipelining = [\"const-random\"]"};
  }

  WorkspaceSettings settings_;
};

}  // namespace

namespace {

/// Where the first element of a list stands whose opening bracket is there.
std::size_t offset_behind_bracket(std::string_view text, const TextPosition& bracket) {
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < bracket.line; ++line) at = text.find('\n', at) + 1;
  return at + bracket.column;
}

}  // namespace

Result<WorkspaceSettings> read_workspace_settings(const Disk& disk, const std::string& workspace_root) {
  std::string file = join_path(workspace_root, kWorkspaceSettingsFile);
  if (!disk.stamp(file)) return WorkspaceSettings{};
  Result<std::string> text = disk.read(file);
  if (!text) return text.error();
  return Reader(file).read(*text);
}

Result<std::string> add_fused_packages(Disk& disk, const std::string& workspace_root,
                                       const std::vector<std::string>& packages) {
  Result<WorkspaceSettings> before = read_workspace_settings(disk, workspace_root);
  if (!before) return before.error();
  std::string file = join_path(workspace_root, kWorkspaceSettingsFile), text;
  if (!before->file.empty()) {
    Result<std::string> old = disk.read(file);
    if (!old) return old.error();
    text = *old;
  }
  std::string names;
  for (const std::string& package : packages)
    if (std::find(before->plan.fused.begin(), before->plan.fused.end(), package) == before->plan.fused.end())
      names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", package);
  if (names.empty()) return file;
  if (before->fused_at) {
    if (!before->plan.fused.empty()) names += ", ";
    text.insert(offset_behind_bracket(text, *before->fused_at), names);
  } else {
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    text += fmt::format("no-pipelining = [{}]\n", names);
  }
  if (Result<bool> written = disk.write(file, text); !written) return written.error();
  return file;
}

}  // namespace ferrule
