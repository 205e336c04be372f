#include "plan/edges/inlined_assembly.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "graph/unit_options.h"

namespace ferrule {

namespace {

bool shows_positions(const Unit& unit) {
  return unit.kind == UnitKind::compile && unit.is_pure_library() && is_optimized(unit) &&
         codegen_value(unit, "codegen-units") != "1";
}

/// For each unit, whether assembly can come from it or from what it depends on.
class Reach {
 public:
  Reach(const CrateGraph& graph, const std::set<std::string>& assembly)
      : graph_(graph), assembly_(assembly), answers_(graph.units.size(), Answer::unknown) {}

  bool of(UnitIndex index) {
    Answer& answer = answers_[index];
    if (answer != Answer::unknown) return answer == Answer::yes;
    answer = Answer::no;
    bool reaches = assembly_.contains(graph_.units[index].package.id);
    for (const UnitArgument& argument : graph_.units[index].command)
      if (const auto* crate = std::get_if<ExternCrate>(&argument); crate != nullptr && crate->crate_type == "rlib")
        reaches = of(crate->unit) || reaches;
    answers_[index] = reaches ? Answer::yes : Answer::no;
    return reaches;
  }

 private:
  enum class Answer { unknown, no, yes };
  const CrateGraph& graph_;
  const std::set<std::string>& assembly_;
  std::vector<Answer> answers_;
};

}  // namespace

std::set<std::string> packages_with_inlined_assembly(const CrateGraph& graph, const std::set<std::string>& assembly) {
  std::set<std::string> names;
  Reach reach(graph, assembly);
  for (UnitIndex index = 0; index < graph.units.size(); ++index)
    if (shows_positions(graph.units[index]) && reach.of(index)) names.insert(graph.units[index].package.name);
  return names;
}

}  // namespace ferrule
