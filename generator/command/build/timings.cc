#include "command/build/timings.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/files.h"
#include "base/strings.h"
#include "command/generate/generate.h"
#include "command/options/build_directory_option.h"
#include "command/options/saved_options.h"
#include "formats/peak_memory.h"
#include "plan/times/ninja_log.h"
#include "prepare/outlook.h"
#include "timings/timings_page.h"

namespace ferrule {

namespace {

class Timings {
 public:
  Timings(const CommandContext& context, const TimingsOptions& options) : context_(context), options_(options) {}

  Status show() {
    Result<BuildDirectory> found = find_build_directory(context_, options_.build_directory);
    if (!found) return found.error();
    const std::string log_file = join_path(found->path, ".ninja_log");
    Result<std::string> log = context_.disk.read(log_file);
    if (!log) return Error{"there is no log of a build", log_file, "build with ninja first"};
    const std::vector<LoggedOutput> build = last_build(parse_ninja_log(*log, context_.cores));
    if (build.empty()) return Error{"the log has no build that made anything", log_file};
    Result<Timeline> timeline = timeline_of(found->path, build);
    if (!timeline) return timeline.error();
    return write(found->path, *timeline);
  }

 private:
  Result<Timeline> timeline_of(const std::string& directory, const std::vector<LoggedOutput>& build) const {
    Timeline timeline;
    if (!context_.disk.stamp(join_path(directory, kSavedOptionsFile))) {
      timeline = make_timeline(build, nullptr);  // CMake's
    } else {
      GenerateOptions where;
      where.build_directory = directory;
      Result<Survey> found = survey(context_, where);
      if (!found) return found.error();
      timeline = make_timeline(build, &found->build.edges);
      for (TimelineBar& bar : timeline.bars) bar.peak_kib = peak_of(directory, bar.action);
      const SplitPlan& plan = found->build.memory.plan;
      const int cores = plan.cores > 0 ? plan.cores : context_.cores;
      const Outlook outlook(context_, found->build, cores);
      const std::vector<bool> split = split_by(plan.cores > 0 ? plan : outlook.latest, outlook.graph, outlook.timed);
      timeline.predicted_length = find_mode(outlook.forecast(split), "auto").length;
    }
    timeline.cores = context_.cores;
    return timeline;
  }

  std::int64_t peak_of(const std::string& directory, const std::string& action) const {
    Result<std::string> text = context_.disk.read(join_path(directory, peak_memory_file(action)));
    return action.empty() || !text ? 0 : parse_peak_memory(*text);
  }

  Status write(const std::string& directory, const Timeline& timeline) const {
    std::string_view shown = directory;
    consume_prefix(shown, context_.directory + "/");
    const std::string title = "Build of " + std::string(shown);
    const bool is_json = options_.format == TimingsFormat::json;
    const std::string text = is_json ? write_timings_json(timeline, title) : write_timings_page(timeline, title);
    if (options_.output == "-" || (is_json && options_.output.empty())) {
      std::fwrite(text.data(), 1, text.size(), stdout);
      return {};
    }
    const std::string file = options_.output.empty() ? join_path(directory, "ferrule-timings.html")
                                                     : join_path(context_.directory, options_.output);
    Result<bool> written = context_.disk.write(file, text);
    if (!written) return written.error();
    fmt::print("Wrote {}\n", file);
    return {};
  }

  const CommandContext& context_;
  const TimingsOptions& options_;
};

}  // namespace

Status show_timings(const CommandContext& context, const TimingsOptions& options) {
  return Timings(context, options).show();
}

}  // namespace ferrule
