#include "command/build_directory_option.h"

#include "base/files.h"
#include "base/strings.h"
#include "command/saved_options.h"

namespace ferrule {

Result<std::string> find_build_directory(const CommandContext& context, const std::string& given) {
  if (!given.empty()) return normalize_path(join_path(context.directory, given));
  if (context.disk.stamp(join_path(context.directory, kSavedOptionsFile))) return context.directory;
  ProcessRequest locate{{"cargo", "locate-project", "--workspace", "--message-format", "plain"},
                        context.directory,
                        context.environment};
  Result<ProcessResult> located = context.processes.run(locate);
  if (!located) return located.error();
  if (located->status == 0) return join_path(directory_of(trim(located->output)), "target/ferrule");
  std::string_view reason = trim(located->errors);
  consume_prefix(reason, "error: ");
  return Error{std::string(reason)};
}

}  // namespace ferrule
