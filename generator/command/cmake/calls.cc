#include "command/cmake/calls.h"

#include <fmt/format.h>

#include <deque>
#include <optional>

#include "base/fields.h"
#include "record/joint_recordings.h"
#include "record/recording.h"
#include "system/cached_disk.h"

namespace ferrule {

namespace {

class Calls {
 public:
  Calls(const CommandContext& context, const CMakeCallsOptions& options)
      : context_(context), options_(options), together_(context.disk, [&context](const RecordRequest& request) {
          return is_recorded(context.disk, context.processes, request);
        }) {}

  Status write() {
    if (Status read = read_all(); !read) return read;
    for (Call& call : calls_)
      if (call.crate)
        if (Status prepared = call.crate->prepare(together_); !prepared) return fail(call, prepared);
    for (Call& call : calls_) {
      const auto* root = std::get_if<CMakeRootOptions>(&call.options);
      Status written =
          root != nullptr ? write_cmake_root(context_, *root, session_of(root->host_directory)) : call.crate->write();
      if (!written) return fail(call, written);
      call.crate.reset();
    }
    return session_ ? session_->write() : Status();
  }

 private:
  struct Call {
    std::string name;
    CMakeCall options;
    std::unique_ptr<CMakeCrateWriter> crate = nullptr;
  };

  Status read_all() {
    Result<std::string> text = context_.disk.read(options_.file);
    if (!text) return text.error();
    Result<std::vector<std::vector<Field>>> records = parse_records(*text, options_.file);
    if (!records) return records.error();
    for (const std::vector<Field>& record : *records) {
      std::vector<std::string> words;
      for (std::size_t i = 1; i < record.size(); ++i) words.push_back(record[i].value);
      Result<CMakeCall> parsed = options_.parse(words);
      if (!parsed) return parsed.error();
      Call& call = calls_.emplace_back(Call{record.front().value, std::move(*parsed)});
      if (const auto* crate = std::get_if<CMakeCrateOptions>(&call.options))
        call.crate = std::make_unique<CMakeCrateWriter>(context_, *crate, session_of(crate->host_directory));
    }
    return {};
  }

  /// All calls are of one project.
  CallSession& session_of(const std::string& host_directory) {
    if (!session_) session_.emplace(context_.disk, host_directory);
    return *session_;
  }

  static Status fail(const Call& call, const Status& status) {
    fmt::print("{}\n", call.name);
    return status;
  }

  const CommandContext& context_;
  const CMakeCallsOptions& options_;
  std::deque<Call> calls_;  // they keep their places
  JointRecordings together_;
  std::optional<CallSession> session_;
};

}  // namespace

Status write_cmake_calls(const CommandContext& context, const CMakeCallsOptions& options) {
  // All calls look at the same manifests and sources.
  CachedDisk disk(context.disk);
  ForgettingProcesses processes(context.processes, disk);
  const CommandContext together{disk,         processes, context.environment, context.directory, context.executable,
                                context.cores};
  return Calls(together, options).write();
}

}  // namespace ferrule
