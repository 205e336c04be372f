#include "command/test/test_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/strings.h"
#include "ide/ide_crate.h"
#include "plan/edges/layout.h"

namespace ferrule {

namespace {

/// In the order of Cargo's `TargetKind`.
int rank_of(const Unit& program) {
  switch (program.target_kind) {
    case TargetKind::library:
    case TargetKind::proc_macro: return 0;
    case TargetKind::binary: return 1;
    case TargetKind::test: return 2;
    case TargetKind::bench: return 3;
    default: return 4;
  }
}

std::string option_for(const Unit& program) {
  switch (program.target_kind) {
    case TargetKind::library:
    case TargetKind::proc_macro: return "--lib";
    case TargetKind::binary: return "--bin " + program.target_name;
    case TargetKind::test: return "--test " + program.target_name;
    case TargetKind::bench: return "--bench " + program.target_name;
    default: return "--example " + program.target_name;
  }
}

bool is_run(const Unit& unit) {
  return unit.kind == UnitKind::test_run || unit.kind == UnitKind::bench_run || unit.kind == UnitKind::doc_test;
}

/// "bin app", as Recording::untested has it.
std::string name_of(TargetKind kind, const std::string& target) {
  return std::string(kind_word(kind)) + " " + target;
}

bool is_pattern(const std::string& target) { return target.find_first_of("*?[") != std::string::npos; }

bool names_no_targets(const TestChoice& choice) {
  return !choice.all_programs && !choice.all_targets && choice.kinds.empty() && choice.targets.empty();
}

/// With the name of a test Cargo takes all libraries (`CompileFilter::all_test_targets`).
bool takes_all_libraries(const TestChoice& choice, bool benches) {
  return !benches && !choice.name.empty() && names_no_targets(choice);
}

bool names(const TestChoice& choice, const std::string& untested) {
  if (takes_all_libraries(choice, /*benches=*/false) && untested.starts_with("lib ")) return true;
  const auto [kind, name, found] = split_once(untested, ' ');
  for (TargetKind one : choice.kinds)
    if (kind == kind_word(one)) return true;
  return choice.all_targets || std::any_of(choice.targets.begin(), choice.targets.end(), [&](const auto& target) {
           return untested == name_of(target.first, target.second);
         });
}

bool is_chosen(const CrateGraph& graph, const TestChoice& choice, const Unit& run) {
  const bool is_doc = run.kind == UnitKind::doc_test;
  if (!choice.label.empty()) return !is_doc && label_of(graph.units[*run.program]) == choice.label;
  const bool is_all = choice.all_programs || choice.all_targets;
  const bool is_any = names_no_targets(choice);
  if (is_doc) return choice.doc || (is_any && choice.name.empty());
  if (choice.doc) return false;
  const Unit& program = graph.units[*run.program];
  TargetKind kind = program.target_kind == TargetKind::proc_macro ? TargetKind::library : program.target_kind;
  return is_any || is_all || choice.kinds.contains(kind) || choice.targets.contains({kind, program.target_name});
}

}  // namespace

std::vector<std::string> target_options(const TestChoice& choice, bool benches) {
  if (takes_all_libraries(choice, benches)) return {"--lib", "--tests"};
  std::vector<std::string> options;
  if (choice.all_targets) options.emplace_back("--all-targets");
  if (choice.all_programs) options.emplace_back(benches ? "--benches" : "--tests");
  for (TargetKind kind : choice.kinds) {
    const std::string_view plural = kind == TargetKind::library ? "" : kind == TargetKind::bench ? "es" : "s";
    options.push_back(fmt::format("--{}{}", kind_word(kind), plural));
  }
  for (const auto& [kind, name] : choice.targets) {
    options.push_back(fmt::format("--{}", kind_word(kind)));
    options.push_back(name);
  }
  return options;
}

bool is_recorded(const CrateGraph& graph, const TestChoice& choice, const std::vector<std::string>& untested,
                 bool benches) {
  std::set<std::string> recorded;
  for (const Unit& unit : graph.units)
    if (is_run(unit) && unit.kind != UnitKind::doc_test) {
      const Unit& program = graph.units[*unit.program];
      const bool is_macro = program.target_kind == TargetKind::proc_macro;
      recorded.insert(name_of(is_macro ? TargetKind::library : program.target_kind, program.target_name));
    }
  for (const auto& [kind, name] : choice.targets)
    if (is_pattern(name) || !recorded.contains(name_of(kind, name))) return false;
  if (benches) return choice.kinds.empty() && !choice.all_targets;
  if (choice.kinds.contains(TargetKind::bench)) return false;  // Cargo's --benches names libraries and programs, too
  return std::all_of(untested.begin(), untested.end(),
                     [&](const std::string& target) { return recorded.contains(target) || !names(choice, target); });
}

std::vector<const Unit*> choose_runs(const CrateGraph& graph, const TestChoice& choice) {
  std::vector<const Unit*> runs;
  for (const Unit& unit : graph.units)
    if (is_run(unit) && is_chosen(graph, choice, unit)) runs.push_back(&unit);
  auto key = [&](const Unit* run) {
    const bool is_doc = run->kind == UnitKind::doc_test;
    const int rank = is_doc ? 0 : rank_of(graph.units[*run->program]);
    return std::tuple(is_doc, run->package.name, run->package.version, rank, run->target_name, run->id);
  };
  std::sort(runs.begin(), runs.end(), [&](const Unit* a, const Unit* b) { return key(a) < key(b); });
  return runs;
}

std::vector<std::string> files_of_runs(const CrateGraph& graph, const std::vector<const Unit*>& runs) {
  const Layout layout(graph);
  std::vector<std::string> files;
  for (const Unit* run : runs) {
    // It needs the libraries that all tests do.
    if (run->kind == UnitKind::doc_test) return {"tests"};
    const Unit& program = graph.units[*run->program];
    files.push_back(layout.artifact(program, "bin"));
    for (const UsedProgram& used : program.used_programs)
      files.push_back(layout.artifact(graph.units[used.unit], "bin"));
  }
  return files;
}

std::string options_for_run(const CrateGraph& graph, const Unit& run) {
  const std::string option = run.kind == UnitKind::doc_test ? "--doc" : option_for(graph.units[*run.program]);
  return "-p " + run.package.name + " " + option;
}

}  // namespace ferrule
