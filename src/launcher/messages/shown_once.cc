#include "launcher/messages/shown_once.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/escape_sequences.h"
#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"
#include "launcher/process/terminal.h"

namespace ferrule {

namespace {

constexpr std::string_view kDirectory = "ferrule/diagnostics";

/// Locks a directory as long as it lives. There is no lock file to leave.
class DirectoryLock {
 public:
  explicit DirectoryLock(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (fd_ >= 0) flock(fd_, LOCK_EX);
  }
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock() {
    if (fd_ >= 0) close(fd_);
  }

 private:
  int fd_;
};

/// What one edge has shown.
struct Shown {
  std::string build;
  std::string by;
  std::vector<std::string> texts;
};

FieldTable<Shown> table() {
  return FieldTable<Shown>().text("build", &Shown::build).text("by", &Shown::by).list("shown", &Shown::texts);
}

std::optional<Shown> read_shown(const std::string& path) {
  Result<std::string> text = read_file(path);
  if (!text) return std::nullopt;
  Result<Shown> shown = table().read(*text, path);
  return shown ? std::optional(std::move(*shown)) : std::nullopt;
}

std::string write_shown(const Shown& shown) { return table().write(shown); }

/// Takes from `messages` those in `texts`, each as often as it is there.
void remove_shown(std::vector<CompilerMessage>& messages, std::vector<std::string> texts) {
  std::erase_if(messages, [&texts](const CompilerMessage& message) {
    auto found = std::find(texts.begin(), texts.end(), message.text);
    if (found == texts.end()) return false;
    texts.erase(found);
    return true;
  });
}

void print_all(const std::vector<CompilerMessage>& messages) {
  std::string text;
  for (const CompilerMessage& message : messages) text += message.text;
  print(keeps_colors() ? text : without_escape_sequences(text));
}

struct ProcessFacts {
  std::string name;
  std::string parent;
  std::string start_time;
};

std::optional<ProcessFacts> facts_of(const std::string& pid) {
  Result<std::string> stat = read_file("/proc/" + pid + "/stat");
  if (!stat) return std::nullopt;
  // "pid (name) state parent …", where the name may hold anything.
  std::size_t open = stat->find('(');
  std::size_t close = stat->rfind(')');
  if (open == std::string::npos || close == std::string::npos || close + 2 > stat->size()) return std::nullopt;
  std::vector<std::string_view> rest = split(std::string_view(*stat).substr(close + 2), ' ');
  if (rest.size() < 20) return std::nullopt;
  return ProcessFacts{stat->substr(open + 1, close - open - 1), std::string(rest[1]), std::string(rest[19])};
}

}  // namespace

std::string this_build() {
  std::string pid = std::to_string(getppid());
  for (;;) {
    std::optional<ProcessFacts> facts = facts_of(pid);
    if (!facts) return pid;
    // ninja runs a command by way of a shell, which may stay around.
    bool is_shell = facts->name == "sh" || facts->name == "dash" || facts->name == "bash";
    if (!is_shell || facts->parent == "0") return pid + " " + facts->start_time;
    pid = facts->parent;
  }
}

std::vector<CompilerMessage> show_messages(const Action& action, std::vector<CompilerMessage> messages) {
  const std::string pair = action.id.substr(0, action.id.rfind('.'));
  const std::string path = std::string(kDirectory) + "/" + pair;
  bool has_record = access(path.c_str(), F_OK) == 0;
  bool alone = action.counterpart.empty() || (messages.empty() && !has_record);
  if (alone || !make_directories(std::string(kDirectory))) {
    print_all(messages);
    return messages;
  }

  DirectoryLock lock{std::string(kDirectory)};
  const Shown mine{this_build(), std::string(rule_name(action.kind)), [&messages] {
                     std::vector<std::string> texts;
                     for (const CompilerMessage& message : messages) texts.push_back(message.text);
                     return texts;
                   }()};
  std::optional<Shown> other = read_shown(path);
  if (other && other->by != mine.by && other->build == mine.build) {
    remove_shown(messages, other->texts);
    print_all(messages);
    return messages;
  }
  // Printed first: an edge that is killed here has shown too much and not too little.
  print_all(messages);
  if (!messages.empty()) static_cast<void>(write_file(path, write_shown(mine)));
  else if (other && other->by == mine.by) unlink(path.c_str());
  return messages;
}

}  // namespace ferrule
