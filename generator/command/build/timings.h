// `ferrule timings`: the last build of a directory as a page.
#pragma once

#include <string>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

enum class TimingsFormat { html, json };

struct TimingsOptions {
  /// -C: a directory of Ferrule's or of CMake's.
  std::string build_directory;
  TimingsFormat format = TimingsFormat::html;
  /// --output: where the page goes; `ferrule-timings.html` in the build directory otherwise, and standard output for
  /// JSON.
  std::string output;
};

Status show_timings(const CommandContext& context, const TimingsOptions& options);

}  // namespace ferrule
