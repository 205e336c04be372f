// All that a recording depends on. As long as none of it has changed, Cargo need not be asked again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/action.h"
#include "system/disk.h"

namespace ferrule {

/// The default recording's list of inputs, relative to the build directory.
inline constexpr std::string_view kRecordingInputsFile = "ferrule/recording/inputs";

struct RecordingInputs {
  std::string directory;                       // where Cargo ran
  std::vector<std::string> arguments;          // what it was asked for
  std::vector<EnvironmentVariable> variables;  // those set that Cargo reads
  std::vector<std::string> files;              // by content: manifests, lock file, configuration…; there or not
  std::vector<std::string> programs;           // rustc, cargo
  std::vector<std::string> presences;          // files that count by being there: build.rs, src/lib.rs…
  std::vector<std::string> listings;           // directories where Cargo discovers targets
  std::vector<std::string> members;            // patterns for members, as member_listing_digest() takes them
  std::vector<std::string> vendored;           // directories that replace registries
  std::vector<std::string> results;            // what it said: a recording that broke off is not current
};

/// The inputs and how they are now, as a field file. The launcher's `watch` mode compares it with how they are before
/// each build. Of a file that was changed after `since` (in nanoseconds since 1970) nobody knows what Cargo has seen:
/// it counts as changed at the next look. But for `written_by_cargo`, which Cargo changes itself.
std::string write_inputs(const Disk& disk, const RecordingInputs& inputs,
                         std::optional<std::int64_t> since = std::nullopt, std::string_view written_by_cargo = {});

/// Which inputs a file of write_inputs() lists.
Result<RecordingInputs> parse_inputs(std::string_view text, std::string_view origin);

}  // namespace ferrule
