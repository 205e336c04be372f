#include "plan/times/estimate.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "graph/unit_options.h"

namespace ferrule {

namespace {

/// Milliseconds of one core for a library of a registry package.
struct Rates {
  double metadata_start;
  double metadata_per_kib;  // of its source
  double whole_start;
  double whole_per_kib;
};
constexpr Rates kUnoptimized = {50, 1.5, 60, 2.3};
constexpr Rates kOptimized = {50, 1.7, 60, 5.0};
/// Published sources are mostly documentation and tests; a workspace's own are code, and proc macros are dense too.
constexpr double kPathFactor = 8;
constexpr double kProcMacroFactor = 4;
/// Of what links: the linker, and more for the source of all that is linked.
constexpr double kLinkStart = 70;
constexpr double kUnoptimizedLinkPerKib = 0.06;  // debug information
constexpr double kOptimizedLinkPerKib = 0.02;
/// How much of that is no linking, but compiling what its libraries are generic in.
constexpr double kInstantiationPart = 0.7;
/// Runs of build scripts: with nothing to do, and for C compiled at -O0.
constexpr double kScriptRun = 15;
constexpr double kNativePerKib = 0.6;
constexpr double kOptimizedNativeFactor = 2.5;

bool compiles_optimized_c(const Unit& run) {
  return std::any_of(run.environment.begin(), run.environment.end(), [](const EnvironmentVariable& variable) {
    return variable.name == "OPT_LEVEL" && variable.value != "0";
  });
}

double density(const Unit& unit) {
  if (unit.has_crate_type("proc-macro")) return kProcMacroFactor;
  return unit.package.is_path ? kPathFactor : 1;
}

double kib(std::int64_t bytes) { return static_cast<double>(bytes) / 1024; }

Milliseconds rounded(double milliseconds) { return static_cast<Milliseconds>(milliseconds + 0.5); }

class Estimator {
 public:
  Estimator(const CrateGraph& graph, const SourceSizes& sizes) : graph_(graph), sizes_(sizes) {}

  UnitTimes estimate(UnitIndex index) const {
    const Unit& unit = graph_.units[index];
    if (unit.kind == UnitKind::build_script_run) return {estimate_run(index), 0, 0};
    if (unit.kind != UnitKind::compile) return {};
    bool optimized = is_optimized(unit);
    const Rates& rates = optimized ? kOptimized : kUnoptimized;
    double size = kib(size_of(unit).rust) * density(unit);
    Milliseconds whole = rounded(rates.whole_start + rates.whole_per_kib * size);
    // A codegen edge does all that a fused edge does.
    if (unit.is_pure_library() && unit.target_kind != TargetKind::build_script)
      return {whole, std::min(whole, rounded(rates.metadata_start + rates.metadata_per_kib * size)), whole};
    double per_kib = optimized ? kOptimizedLinkPerKib : kUnoptimizedLinkPerKib;
    double linked = per_kib * linked_size(index);
    Milliseconds compiling = whole + rounded(kInstantiationPart * linked);
    Milliseconds linking = rounded(kLinkStart + (1 - kInstantiationPart) * linked);
    return {compiling + linking, compiling, linking};
  }

 private:
  SourceSize size_of(const Unit& unit) const {
    auto size = sizes_.find(unit.id);
    return size == sizes_.end() ? SourceSize{} : size->second;
  }

  Milliseconds estimate_run(UnitIndex run) const {
    double factor = compiles_optimized_c(graph_.units[run]) ? kOptimizedNativeFactor : 1;
    return rounded(kScriptRun + kNativePerKib * factor * native_size(run));
  }

  /// Only what compiles C compiles all of it.
  double native_size(UnitIndex run) const {
    const Unit& unit = graph_.units[run];
    if (!unit.program) return 0;
    for (UnitIndex dependency : direct_dependencies(graph_, *unit.program)) {
      const std::string& name = graph_.units[dependency].package.name;
      if (name == "cc" || name == "cmake") return kib(size_of(unit).native);
    }
    return 0;
  }

  double linked_size(UnitIndex index) const {
    std::vector<bool> seen(graph_.units.size());
    std::vector<UnitIndex> stack = {index};
    double sum = 0;
    while (!stack.empty()) {
      UnitIndex at = stack.back();
      stack.pop_back();
      if (at != index) sum += kib(size_of(graph_.units[at]).rust);
      for (const UnitArgument& argument : graph_.units[at].command) {
        const auto* crate = std::get_if<ExternCrate>(&argument);
        if (crate == nullptr || crate->crate_type == "proc-macro" || seen[crate->unit]) continue;
        seen[crate->unit] = true;
        stack.push_back(crate->unit);
      }
    }
    return sum;
  }

  const CrateGraph& graph_;
  const SourceSizes& sizes_;
};

/// The edge's time: known, or as estimated beside another edge that is known.
Milliseconds in_proportion(std::optional<Milliseconds> known, Milliseconds estimate, double scale) {
  return known ? *known : rounded(static_cast<double>(estimate) * scale);
}

/// `time` of an edge beside one that took `taken`, if that one had taken `longer`.
Milliseconds stretched(Milliseconds time, Milliseconds taken, Milliseconds longer) {
  return taken > 0 ? time * longer / taken : longer;
}

/// The unit's edges as if one build had had them all. A library's codegen edge does what its fused edge does, and two
/// edges of what is linked do at least what one does. Times that say otherwise come from a machine that had more to
/// do, or, where they are shorter, from compiling incrementally: the longest are a clean build's.
MeasuredTimes as_in_one_build(const Unit& unit, MeasuredTimes known) {
  const bool is_linked = unit.is_test || !unit.is_pure_library();
  if (is_linked && known.metadata && known.codegen) {
    const Milliseconds both = *known.metadata + *known.codegen, whole = std::max(known.whole.value_or(both), both);
    if (!known.whole) return {both, known.metadata, known.codegen};
    return {known.whole, stretched(*known.metadata, both, whole), stretched(*known.codegen, both, whole)};
  }
  if (is_linked || !known.whole || !known.codegen) return known;
  const Milliseconds longer = std::max(*known.whole, *known.codegen);
  if (known.metadata) known.metadata = stretched(*known.metadata, *known.codegen, longer);
  return {longer, known.metadata, longer};
}

/// How many times its estimate a unit takes, if any of its edges is known. A codegen edge tells more than a metadata
/// edge.
std::optional<double> scale_of(const MeasuredTimes& known, const UnitTimes& estimate) {
  auto ratio = [](std::optional<Milliseconds> time, Milliseconds estimated) -> std::optional<double> {
    if (!time || estimated <= 0) return std::nullopt;
    return static_cast<double>(*time) / static_cast<double>(estimated);
  };
  if (auto scale = ratio(known.whole, estimate.whole)) return scale;
  if (auto scale = ratio(known.codegen, estimate.codegen)) return scale;
  return ratio(known.metadata, estimate.metadata);
}

}  // namespace

std::vector<UnitTimes> estimate_times(const CrateGraph& graph, const SourceSizes& sizes) {
  Estimator estimator(graph, sizes);
  std::vector<UnitTimes> times;
  for (UnitIndex index = 0; index < graph.units.size(); ++index) times.push_back(estimator.estimate(index));
  return times;
}

std::vector<UnitTimes> likely_times(const CrateGraph& graph, const SourceSizes& sizes, const KnownTimes& known) {
  std::vector<UnitTimes> times = estimate_times(graph, sizes);
  std::vector<MeasuredTimes> measured;
  double known_sum = 0, estimated_sum = 0;
  for (UnitIndex index = 0; index < times.size(); ++index) {
    measured.push_back(as_in_one_build(graph.units[index], known.find(graph.units[index])));
    if (std::optional<double> scale = scale_of(measured[index], times[index])) {
      known_sum += *scale * static_cast<double>(times[index].whole);
      estimated_sum += static_cast<double>(times[index].whole);
    }
  }
  double machine = estimated_sum > 0 ? known_sum / estimated_sum : 1;
  for (UnitIndex index = 0; index < times.size(); ++index) {
    const MeasuredTimes& found = measured[index];
    double scale = scale_of(found, times[index]).value_or(machine);
    times[index] = {in_proportion(found.whole, times[index].whole, scale),
                    in_proportion(found.metadata, times[index].metadata, scale),
                    in_proportion(found.codegen, times[index].codegen, scale)};
  }
  return times;
}

}  // namespace ferrule
