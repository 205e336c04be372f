#include "command/test/test_choice.h"

#include <algorithm>
#include <tuple>

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

bool is_chosen(const CrateGraph& graph, const TestChoice& choice, const Unit& run) {
  const bool is_doc = run.kind == UnitKind::doc_test;
  if (!choice.label.empty()) return !is_doc && label_of(graph.units[*run.program]) == choice.label;
  const bool is_any = !choice.all_programs && choice.kinds.empty() && choice.targets.empty();
  if (is_doc) return choice.doc || (is_any && choice.name.empty());
  if (choice.doc) return false;
  const Unit& program = graph.units[*run.program];
  if (is_any && !choice.name.empty() && program.target_kind == TargetKind::example) return false;
  TargetKind kind = program.target_kind == TargetKind::proc_macro ? TargetKind::library : program.target_kind;
  return is_any || choice.all_programs || choice.kinds.contains(kind) ||
         choice.targets.contains({kind, program.target_name});
}

}  // namespace

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
