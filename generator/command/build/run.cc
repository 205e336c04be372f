#include "command/build/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/files.h"
#include "base/strings.h"
#include "command/build/build.h"
#include "command/build/generated.h"
#include "command/build/ninja_call.h"
#include "command/generate/generate.h"
#include "formats/script_output.h"
#include "ide/ide_crate.h"
#include "plan/edges/layout.h"
#include "record/cargo/toml.h"

namespace ferrule {

namespace {

using Units = std::vector<const Unit*>;

std::string names_of(const Units& units) {
  std::vector<std::string> names;
  for (const Unit* unit : units) names.push_back(unit->target_name);
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, ", "));
}

class Runner {
 public:
  Runner(const CommandContext& context, const RunOptions& options) : context_(context), options_(options) {}

  Status run() {
    Result<std::string> directory = ensure_generated(context_, options_.build.generate);
    if (!directory) return directory.error();
    GenerateOptions where;
    where.build_directory = *directory;
    Result<Survey> found = survey(context_, where);
    if (!found) return found.error();
    const CrateGraph& graph = found->build.recording.built.graph;
    Result<const Unit*> unit = choose(graph);
    if (!unit) return unit.error();
    const std::string file = Layout(graph).artifact(**unit, "bin");
    Result<std::string> built = build_targets(context_, options_.build, {file}, Built::targets);
    if (!built) return built.error();
    ProcessRequest program{(*unit)->runner, {}, environment(graph, **unit, *found)};
    program.arguments.push_back(join_path(*built, file));
    program.arguments.insert(program.arguments.end(), options_.arguments.begin(), options_.arguments.end());
    if (!options_.build.quiet) announce(program);
    return context_.processes.become(program);
  }

 private:
  Result<const Unit*> choose(const CrateGraph& graph) const {
    if (!options_.label.empty()) return find_label(graph);
    const bool is_example = !options_.example.empty();
    const std::string& name = is_example ? options_.example : options_.binary;
    const std::string_view word = is_example ? "example" : "binary";
    Units all, named;
    for (const Unit& unit : graph.units) {
      if (unit.kind != UnitKind::compile || unit.is_test || !unit.has_crate_type("bin")) continue;
      const bool fits = is_example ? unit.target_kind == TargetKind::example
                                   : unit.target_kind == TargetKind::binary && unit.in_build;
      if (!fits) continue;
      all.push_back(&unit);
      if (unit.target_name == name) named.push_back(&unit);
    }
    if (name.empty() && all.size() > 1) named = default_of(all);
    if (name.empty() && all.size() == 1) named = all;
    if (named.size() == 1) return named.front();
    return complaint(all, named, name, word);
  }

  Result<const Unit*> find_label(const CrateGraph& graph) const {
    for (const Unit& unit : graph.units)
      if (unit.kind == UnitKind::compile && !unit.is_test && unit.has_crate_type("bin") &&
          label_of(unit) == options_.label)
        return &unit;
    return Error{"there is no program `" + options_.label + "` in this build"};
  }

  Error complaint(const Units& all, const Units& named, const std::string& name, std::string_view word) const {
    if (all.empty())
      return {fmt::format("there is no {} to run in this build", word),
              {},
              "`-p` and `--manifest-path` choose a package"};
    if (name.empty())
      return {"there are several binaries to run",
              {},
              fmt::format("choose one with --bin, or with `default-run` in the manifest: {}", names_of(all))};
    if (named.empty())
      return {
          fmt::format("there is no {} `{}` in this build", word, name), {}, fmt::format("it has: {}", names_of(all))};
    return {fmt::format("several packages have a {} `{}`", word, name), {}, "choose a package with -p"};
  }

  /// Those that their packages' manifests name as `default-run`.
  Units default_of(const Units& all) const {
    Units chosen;
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), [&](const Unit* unit) {
      Result<std::string> text = context_.disk.read(join_path(unit->package.root, "Cargo.toml"));
      if (!text) return false;
      toml::parse_result manifest = toml::parse(*text);
      return manifest && manifest["package"]["default-run"].value_or(std::string()) == unit->target_name;
    });
    return chosen;
  }

  Environment environment(const CrateGraph& graph, const Unit& unit, const Survey& survey) const {
    Environment result = context_.environment;
    auto set = [&](std::string_view name, const std::string& value) {
      std::erase_if(result, [&](const std::string& variable) { return split_once(variable, '=').first == name; });
      result.push_back(std::string(name) + "=" + value);
    };
    for (const EnvironmentVariable& variable : unit.environment)
      for (std::string_view prefix : {"CARGO_PKG_", "CARGO_MANIFEST_"})
        if (variable.name.starts_with(prefix)) set(variable.name, variable.value);
    std::vector<std::string> directories = library_directories(graph, survey);
    if (auto given = find_variable(context_.environment, "LD_LIBRARY_PATH"); given && !given->empty())
      directories.push_back(*given);
    set("LD_LIBRARY_PATH", fmt::format("{}", fmt::join(directories, ":")));
    return result;
  }

  /// Where build scripts have put libraries, those of the build, and those of the toolchain.
  std::vector<std::string> library_directories(const CrateGraph& graph, const Survey& survey) const {
    const std::string& build = survey.build_directory;
    const Layout layout(graph);
    std::vector<std::string> directories;
    for (const Unit& run : graph.units) {
      if (run.kind != UnitKind::build_script_run) continue;
      const std::string file = join_path(build, layout.script_output(run));
      Result<std::string> text = context_.disk.read(file);
      Result<ScriptOutput> output =
          text ? parse_script_output(*text, file, build) : Result<ScriptOutput>(text.error());
      if (!output) continue;
      for (const std::string& search : output->link_search)
        if (std::string place(search_directory(search)); is_inside(place, build)) directories.push_back(place);
    }
    directories.push_back(join_path(build, "lib"));
    directories.push_back(join_path(survey.build.recording.toolchain.sysroot, "lib"));
    return directories;
  }

  void announce(const ProcessRequest& program) const {
    std::vector<std::string> words = program.arguments;
    std::string_view below = words.front();
    if (consume_prefix(below, context_.directory + "/")) words.front() = std::string(below);
    fmt::print(stderr, "     Running `{}`\n", fmt::join(words, " "));
  }

  const CommandContext& context_;
  const RunOptions& options_;
};

}  // namespace

Status run(const CommandContext& context, const RunOptions& options) { return Runner(context, options).run(); }

}  // namespace ferrule
