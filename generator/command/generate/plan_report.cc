#include "command/generate/plan_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>

namespace ferrule {

namespace {

std::string_view part_name(Job::Part part) {
  switch (part) {
    case Job::Part::metadata: return "metadata";
    case Job::Part::codegen: return "codegen";
    case Job::Part::unlinked: return "compiling";
    case Job::Part::link: return "linking";
    default: return "";
  }
}

class ReportWriter {
 public:
  explicit ReportWriter(const PlanReport& report) : report_(report) {}

  std::string write() {
    write_modes();
    write_chain();
    write_splits();
    return std::move(text_);
  }

 private:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }

  std::string name_of(std::size_t place) const {
    const Unit& unit = report_.graph.units[report_.timed[place].unit];
    std::string name = unit.package.name + " v" + unit.package.version;
    if (unit.kind == UnitKind::build_script_run) return name + " (run of its build script)";
    if (unit.target_kind == TargetKind::build_script) return name + " (build script)";
    if (unit.target_kind == TargetKind::proc_macro) return name + " (proc macro)";
    if (!unit.is_pure_library()) return fmt::format("{} ({} {})", name, unit.crate_types.front(), unit.target_name);
    return name;
  }

  std::string sources_of_times() const {
    const std::size_t all = report_.timed.size();
    if (report_.known == 0) return "estimates";
    if (report_.known == all) return fmt::format("the times of its {} units", all);
    return fmt::format("the times of {} of its {} units and estimates of the others", report_.known, all);
  }

  void write_modes() {
    line("A clean build on {} core{}, by {}:", report_.cores, report_.cores == 1 ? "" : "s", sources_of_times());
    line("");
    line("{:<8}{:>12}{:>14}{:>16}   {}", "mode", "takes", "work in all", "critical path", "split");
    for (const Forecast& mode : report_.modes) {
      std::string split = mode.mode == "cargo"
                              ? std::string("Cargo's own pipelining")
                              : fmt::format("{} of {} libraries", mode.split, count_libraries(report_.timed));
      if (mode.split_links > 0) split += fmt::format(", {} of what is linked", mode.split_links);
      line("{:<8}{:>12}{:>14}{:>16}   {}", mode.mode, show_time(mode.length), show_time(mode.work),
           show_time(mode.critical_path), split);
    }
  }

  void write_chain() {
    Work work = make_work(report_.timed, report_.split);
    line("");
    line("The critical path under auto:");
    line("");
    line("{:>12}{:>12}   {}", "from", "takes", "crate");
    Milliseconds start = 0;
    for (std::size_t index : critical_path(work).jobs) {
      const Job& job = work.jobs()[index];
      std::string_view part = part_name(job.part);
      line("{:>12}{:>12}   {}{}{}", show_time(start), show_time(job.time), name_of(job.unit),
           part.empty() ? "" : ": ", part);
      start += job.time;
    }
  }

  void write_splits() {
    line("");
    if (report_.savings.empty()) {
      line("auto splits nothing: no split would make the build shorter.");
      return;
    }
    line("auto splits these. What each saves in a clean build, and in a build after an edit:");
    line("");
    line("{:>12}{:>12}{:>16}   {}", "clean", "edited", "more work", "crate");
    std::vector<SplitSaving> savings = report_.savings;
    std::stable_sort(savings.begin(), savings.end(), [](const SplitSaving& a, const SplitSaving& b) {
      return a.build + a.rebuild > b.build + b.rebuild;
    });
    auto saves = [](const SplitSaving& saving) { return saving.build > 0 || saving.rebuild > 0; };
    std::size_t without = static_cast<std::size_t>(std::count_if(savings.begin(), savings.end(), std::not_fn(saves)));
    std::erase_if(savings, std::not_fn(saves));
    for (const SplitSaving& saving : savings) {
      const UnitTimes& times = report_.timed[saving.unit].times;
      line("{:>12}{:>12}{:>16}   {}", show_time(saving.build), show_time(saving.rebuild),
           show_time(times.metadata + times.codegen - times.whole), name_of(saving.unit));
    }
    if (without > 0) line("and {} more, which save nothing by these times, but would if others took longer", without);
  }

  const PlanReport& report_;
  std::string text_;
};

}  // namespace

std::string text_of(const PlanReport& report) { return ReportWriter(report).write(); }

std::string show_time(Milliseconds time) {
  if (time < 0) return "-" + show_time(-time);
  if (time < 100'000) return fmt::format("{:.2f} s", static_cast<double>(time) / 1000);
  return fmt::format("{} min {} s", time / 60'000, time / 1000 % 60);
}

std::string advise_faster_mode(const CommandContext& context, const PrepareBuildRequest& request,
                               const PreparedBuild& build) {
  if (request.plan.mode() == Pipelining::automatic) return {};
  Outlook outlook(context, build, request.plan.jobs.value_or(context.cores));
  std::vector<Forecast> modes = outlook.forecast(split_by(outlook.latest, outlook.graph, outlook.timed));
  const Forecast& now = find_mode(modes, pipelining_word(request.plan.mode()));
  const Forecast& best = find_mode(modes, "auto");
  if (best.length > now.length - now.length / 10 || best.length > now.length - 1000) return {};
  return fmt::format(
      "--pipelining auto would make a clean build faster here: about {} instead of {} (see `ferrule plan`)\n",
      show_time(best.length), show_time(now.length));
}

}  // namespace ferrule
