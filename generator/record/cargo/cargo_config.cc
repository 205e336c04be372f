#include "record/cargo/cargo_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"
#include "record/cargo/toml.h"

namespace ferrule {

namespace {

class Reader {
 public:
  Reader(const Disk& disk, const Environment& environment) : disk_(disk), environment_(environment) {}

  Result<CargoConfig> read(const std::string& directory, const std::vector<std::string>& overrides) {
    // Of --config options, later ones win.
    for (auto option = overrides.rbegin(); option != overrides.rend(); ++option)
      if (Status read = read_override(*option, directory); !read) return read.error();
    reads_overrides_ = false;
    read_environment(directory);
    for (std::string at = directory;; at = directory_of(at)) {
      if (Status read = read_directory(join_path(at, ".cargo")); !read) return read.error();
      if (at == "/" || at == ".") break;
    }
    std::string home = find_variable(environment_, "HOME").value_or("/root");
    std::string cargo_home = find_variable(environment_, "CARGO_HOME").value_or(join_path(home, ".cargo"));
    if (Status read = read_directory(cargo_home); !read) return read.error();
    return std::move(config_);
  }

 private:
  Status read_override(const std::string& option, const std::string& directory) {
    std::string path = join_path(directory, option);
    if (!option.empty() && disk_.stamp(path)) return read_file(path);
    if (!option.empty()) config_.absent.push_back(path);
    toml::parse_result parsed = toml::parse(option);
    if (parsed) merge(parsed.table(), directory);  // if not, Cargo will say so
    return {};
  }

  /// CARGO_BUILD_RUSTC_WRAPPER and its like override every file. RUSTC_WRAPPER
  /// overrides even that, and an empty value means none. A path is relative to
  /// the directory in which Cargo is called.
  void read_environment(const std::string& directory) {
    auto named = [&](std::string_view name) { return program(find_variable(environment_, name), directory); };
    take(wrapper_, named("CARGO_BUILD_RUSTC_WRAPPER"));
    take(rustc_, named("CARGO_BUILD_RUSTC"));
    take(rustdoc_, named("CARGO_BUILD_RUSTDOC"));
    if (auto wrapper = named("RUSTC_WRAPPER")) wrapper_ = {true, *wrapper};
    if (auto rustc = named("RUSTC")) rustc_ = {true, *rustc};
    if (auto rustdoc = named("RUSTDOC")) rustdoc_ = {true, *rustdoc};
    config_.rustc_wrapper = wrapper_.value;
    config_.rustc = rustc_.value;
    config_.rustdoc = rustdoc_.value;
    read_terminal_variables();
    for (const std::string& variable : environment_) {
      auto [name, value, has_value] = split_once(variable, '=');
      if (name.starts_with("CARGO_TARGET_") && name.ends_with("_RUNNER"))
        add_runner(name, toml::value<std::string>(std::string(value)), directory);
      if (name == "CARGO_BUILD_TARGET" && config_.targets.empty()) config_.targets.emplace_back(value);
      if (name == "CARGO_BUILD_ARTIFACT_DIR" || name == "CARGO_BUILD_OUT_DIR") config_.copies_artifacts = true;
    }
  }

  void read_terminal_variables() {
    TerminalConfig& terminal = config_.terminal;
    const auto named = [&](std::string_view name) { return find_variable(environment_, name); };
    take_first(terminal.color, named("CARGO_TERM_COLOR"));
    take_first(terminal.progress_when, named("CARGO_TERM_PROGRESS_WHEN"));
    if (std::optional<std::string> width = named("CARGO_TERM_PROGRESS_WIDTH"); width && terminal.progress_width == 0)
      if (!read_number(*width, terminal.progress_width)) terminal.progress_width = 0;
  }

  void take_terminal(const toml::node_view<const toml::node>& table) {
    TerminalConfig& terminal = config_.terminal;
    const auto progress = table["progress"];
    take_first(terminal.color, table["color"].value<std::string>());
    take_first(terminal.progress_when, progress["when"].value<std::string>());
    if (terminal.progress_width == 0) terminal.progress_width = progress["width"].value_or(0);
  }

  static void take_first(std::string& text, std::optional<std::string> value) {
    if (text.empty() && value) text = std::move(*value);
  }

  Status read_directory(const std::string& directory) {
    // Cargo prefers the old name without an extension where both exist.
    for (std::string_view name : {"config", "config.toml"}) {
      std::string path = join_path(directory, name);
      if (disk_.stamp(path)) return read_file(path);
      config_.absent.push_back(path);
    }
    return {};
  }

  Status read_file(const std::string& path) {
    if (!seen_.insert(path).second) return {};
    Result<std::string> text = disk_.read(path);
    if (!text) return text.error();
    config_.files.push_back(path);
    toml::parse_result parsed = toml::parse(*text);
    if (!parsed) return {};  // Cargo will say so, in its own words
    // Paths in a file are relative to the directory that holds `.cargo`.
    merge(parsed.table(), directory_of(directory_of(path)));
    return read_includes(parsed.table(), directory_of(path));
  }

  Status read_includes(const toml::table& table, const std::string& directory) {
    std::vector<std::string> paths;
    auto add = [&](const toml::node& node) {
      if (auto text = node.value<std::string>()) paths.push_back(*text);
      if (const toml::table* entry = node.as_table())
        if (auto text = (*entry)["path"].value<std::string>()) paths.push_back(*text);
    };
    if (const toml::node* include = table.get("include")) {
      if (const toml::array* list = include->as_array())
        for (const toml::node& node : *list) add(node);
      else add(*include);
    }
    // Of several, later ones win.
    for (auto path = paths.rbegin(); path != paths.rend(); ++path)
      if (Status read = read_included(join_path(directory, *path)); !read) return read;
    return {};
  }

  Status read_included(const std::string& path) {
    if (disk_.stamp(path)) return read_file(path);
    config_.absent.push_back(path);  // Cargo complains unless it is optional
    return {};
  }

  /// A value that the first source to name it decides.
  struct Setting {
    bool is_set = false;
    std::string value;
  };

  static void take(Setting& setting, std::optional<std::string> value) {
    if (!setting.is_set && value) setting = {true, *value};
  }

  void merge(const toml::table& table, const std::string& base) {
    take(wrapper_, program(table["build"]["rustc-wrapper"].value<std::string>(), base));
    take(rustc_, program(table["build"]["rustc"].value<std::string>(), base));
    take(rustdoc_, program(table["build"]["rustdoc"].value<std::string>(), base));
    config_.rustc_wrapper = wrapper_.value;
    config_.rustc = rustc_.value;
    config_.rustdoc = rustdoc_.value;
    if (const toml::table* names = table["env"].as_table())
      for (auto&& [name, value] : *names) add_variable(std::string(name.str()), value, base);
    if (const toml::table* targets = table["target"].as_table())
      for (auto&& [triple, target] : *targets) {
        if (!target.is_table()) continue;
        if (const toml::node* runner = target.as_table()->get("runner")) add_runner(triple.str(), *runner, base);
        if (target.as_table()->contains("rustflags")) config_.targets_with_rustflags.emplace(triple.str());
      }
    if (config_.targets.empty()) config_.targets = words_of(table["build"]["target"].node());
    if (config_.browser.empty())
      if (const toml::node* browser = table["doc"]["browser"].node()) config_.browser = command_of(*browser, base);
    config_.copies_artifacts =
        config_.copies_artifacts || table["build"]["artifact-dir"] || table["build"]["out-dir"];
    config_.builds_std = config_.builds_std || table["unstable"]["build-std"];
    take_terminal(table["term"]);
    find_packages(table, base);
  }

  /// A list of strings, or one string.
  static std::vector<std::string> words_of(const toml::node* node) {
    std::vector<std::string> words;
    if (node == nullptr) return words;
    if (auto text = node->value<std::string>()) words.push_back(*text);
    if (const toml::array* list = node->as_array())
      for (const toml::node& word : *list)
        if (auto text = word.value<std::string>()) words.push_back(*text);
    return words;
  }

  /// A program, relative to `base`, with its arguments. One string is a command line, which Cargo divides at spaces.
  static std::vector<std::string> command_of(const toml::node& node, const std::string& base) {
    std::vector<std::string> words = words_of(&node);
    if (node.is_string()) {
      const std::string line = words.front();
      words.clear();
      for (std::string_view word : split(line, ' '))
        if (!word.empty()) words.emplace_back(word);
    }
    if (!words.empty()) words.front() = *program(words.front(), base);
    return words;
  }

  void add_runner(std::string_view key, const toml::node& node, const std::string& base) {
    auto has_key = [&](const ConfiguredRunner& runner) { return runner.key == key; };
    if (std::any_of(config_.runners.begin(), config_.runners.end(), has_key)) return;
    std::vector<std::string> words = command_of(node, base);
    if (words.empty()) return;
    config_.runners.push_back({std::string(key), std::move(words), reads_overrides_});
  }

  /// Of several files, the first to name the variable decides.
  void add_variable(const std::string& name, const toml::node& node, const std::string& base) {
    const toml::node_view entry(node);
    std::string value = entry.value<std::string>().value_or(entry["value"].value_or(std::string()));
    if (entry["relative"].value_or(false)) value = join_path(base, value);
    const bool is_new = config_.environment.emplace(name, std::move(value)).second;
    if (is_new && entry["force"].value_or(false)) config_.forced_names.insert(name);
  }

  /// Cargo takes these from where they lie.
  void find_packages(const toml::table& table, const std::string& base) {
    auto add = [&](const toml::node* path, std::vector<std::string>& to) {
      if (path == nullptr) return;
      if (auto text = path->value<std::string>()) to.push_back(normalize_path(join_path(base, *text)));
    };
    if (const toml::array* overrides = table["paths"].as_array())
      for (const toml::node& path : *overrides) add(&path, config_.packages);
    if (const toml::table* registries = table["patch"].as_table())
      for (auto&& [registry, patches] : *registries)
        if (const toml::table* packages = patches.as_table())
          for (auto&& [name, package] : *packages) add(toml::node_view(package)["path"].node(), config_.packages);
    if (const toml::table* sources = table["source"].as_table())
      for (auto&& [name, source] : *sources) add(toml::node_view(source)["directory"].node(), config_.vendored);
  }

  /// A name with a slash is a path, relative to `base`; others are looked up.
  static std::optional<std::string> program(std::optional<std::string> name, const std::string& base) {
    if (name && name->find('/') != std::string::npos) return join_path(base, *name);
    return name;
  }

  const Disk& disk_;
  const Environment& environment_;
  std::set<std::string> seen_;
  Setting wrapper_, rustc_, rustdoc_;
  bool reads_overrides_ = true;
  CargoConfig config_;
};

}  // namespace

Result<CargoConfig> read_cargo_config(const Disk& disk, const std::string& directory, const Environment& environment,
                                      const std::vector<std::string>& overrides) {
  return Reader(disk, environment).read(directory, overrides);
}

}  // namespace ferrule
