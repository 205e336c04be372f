#include "accesses.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

namespace ferrule::test {

namespace fs = std::filesystem;

namespace {

/// One line of strace's: `openat(AT_FDCWD</here>, "file", O_RDONLY) = 3</here/file>`.
struct Call {
  std::string name;
  std::string arguments;
  std::string result;  // the number
  bool is_absent = false;
};

using Threads = std::map<std::string, std::vector<Call>>;  // by the thread's number

std::optional<Call> read_call(const std::string& line) {
  const std::size_t open = line.find('(');
  const std::size_t close = line.rfind(" = ");
  if (open == std::string::npos || close == std::string::npos || close < open) return std::nullopt;
  const std::size_t end = line.rfind(')', close);
  if (end == std::string::npos) return std::nullopt;
  const std::string result = line.substr(close + 3);
  const std::string number = result.substr(0, result.find_first_of(" <"));
  const bool is_absent = result.starts_with("-1 ENOENT") || result.starts_with("-1 ENOTDIR");
  return Call{line.substr(0, open), line.substr(open + 1, end - open - 1), number, is_absent};
}

/// The text of a string as strace prints it, with C's escapes.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    char c = text[++i];
    if (c >= '0' && c <= '7') {
      int value = 0;
      std::size_t end = i;
      for (; end < text.size() && end < i + 3 && text[end] >= '0' && text[end] <= '7'; ++end)
        value = value * 8 + (text[end] - '0');
      plain += static_cast<char>(value);
      i = end - 1;
    } else {
      plain += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
  }
  return plain;
}

std::vector<std::string> strings_in(const std::string& arguments) {
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = arguments.find('"', at)) != std::string::npos;) {
    const std::size_t start = ++at;
    while (at < arguments.size() && arguments[at] != '"') at += arguments[at] == '\\' ? 2 : 1;
    found.push_back(unescaped(std::string_view(arguments).substr(start, at - start)));
    ++at;
  }
  return found;
}

/// The directories that stand before paths, and what a lone descriptor is: `AT_FDCWD</here>`, `3</there>`.
std::vector<std::string> descriptors_in(const std::string& arguments) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < arguments.size();) {
    if (arguments[at] == '"') {  // a path may hold anything
      for (++at; at < arguments.size() && arguments[at] != '"';) at += arguments[at] == '\\' ? 2 : 1;
      ++at;
      continue;
    }
    const std::size_t end = arguments.find_first_not_of("AT_FDCWD0123456789", at);
    if (end != std::string::npos && end > at && arguments[end] == '<') {
      const std::size_t close = arguments.find('>', end);
      found.push_back(unescaped(std::string_view(arguments).substr(end + 1, close - end - 1)));
      at = close;
    }
    if (at != std::string::npos) ++at;
  }
  return found;
}

/// All paths of a call, absolute. `here`: the working directory, for calls that name no other.
std::vector<std::string> paths_of(const Call& call, const std::string& here) {
  std::vector<std::string> bases = descriptors_in(call.arguments);
  std::vector<std::string> names = strings_in(call.arguments);
  if (call.name == "execve") names.resize(std::min<std::size_t>(names.size(), 1));
  if (call.name == "symlink" || call.name == "symlinkat") names.erase(names.begin());  // its text, and no path
  if (call.name == "readlink" || call.name == "readlinkat") names.resize(std::min<std::size_t>(names.size(), 1));
  if (names.empty() && !bases.empty()) names = {""};
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string& base = bases.empty() ? here : bases[std::min(i, bases.size() - 1)];
    std::string path = (fs::path(base) / names[i]).lexically_normal();
    if (!path.starts_with('/')) continue;  // a pipe
    if (path.size() > 1 && path.ends_with('/')) path.pop_back();
    paths.push_back(path);
  }
  return paths;
}

bool makes(const Call& call) {
  static const std::set<std::string, std::less<>> changing{
      "mkdir",    "mkdirat",   "rename", "renameat", "renameat2", "unlink",    "unlinkat", "rmdir",  "chmod",
      "fchmodat", "utimensat", "link",   "linkat",   "symlink",   "symlinkat", "mknod",    "mknodat"};
  return changing.contains(call.name) || call.arguments.find("O_CREAT") != std::string::npos ||
         call.arguments.find("O_WRONLY") != std::string::npos || call.arguments.find("O_RDWR") != std::string::npos;
}

bool starts_process(const Call& call) {
  return call.name.starts_with("clone") || call.name == "fork" || call.name == "vfork";
}

/// The action file among the launcher's arguments.
std::string action_in(const Call& call) {
  if (call.name != "execve" || call.result != "0") return "";
  std::vector<std::string> words = strings_in(call.arguments);
  if (words.empty() || fs::path(words.front()).filename() != "ferrule-launcher") return "";
  for (const std::string& word : words)
    if (word.starts_with("actions/")) return word;
  return "";
}

void add(const Call& call, const std::string& here, EdgeAccesses& edge) {
  for (const std::string& path : paths_of(call, here)) {
    if (makes(call) && !call.is_absent) {
      edge.own.insert(path);
      continue;
    }
    Access::Kind kind = call.name == "getdents64" ? Access::Kind::list
                        : call.is_absent          ? Access::Kind::absent
                                                  : Access::Kind::read;
    edge.accesses.insert({kind, path});
  }
}

/// A thread and those that it starts, which begin in its working directory and belong to its edge. What a shell does
/// before it becomes the launcher belongs to no edge.
void follow(const Threads& threads, const std::string& number, std::string here, std::string action,
            std::map<std::string, EdgeAccesses>& edges) {
  auto thread = threads.find(number);
  if (thread == threads.end()) return;
  for (const Call& call : thread->second) {
    if (starts_process(call)) {
      follow(threads, call.result, here, action, edges);
    } else if (call.name == "chdir" || call.name == "fchdir") {
      std::vector<std::string> paths = paths_of(call, here);
      if (call.result == "0" && !paths.empty()) here = paths.back();
    } else {
      if (std::string own = action_in(call); !own.empty()) action = own;
      if (!action.empty()) add(call, here, edges[action]);
    }
  }
}

}  // namespace

std::vector<std::string> strace_words(const std::string& prefix) {
  return {"strace", "-ff", "-y",          "-qq", "-s",
          "8192",   "-e",  "signal=none", "-e",  "trace=%file,getdents64,chdir,fchdir,clone,clone3,fork,vfork",
          "-o",     prefix};
}

std::map<std::string, EdgeAccesses> read_traces(const std::string& directory, const std::string& start) {
  Threads threads;
  std::set<std::string> children;
  for (const fs::directory_entry& file : fs::directory_iterator(directory)) {
    std::vector<Call>& calls = threads[file.path().extension().string().substr(1)];
    std::ifstream lines(file.path());
    for (std::string line; std::getline(lines, line);)
      if (std::optional<Call> call = read_call(line)) {
        if (starts_process(*call)) children.insert(call->result);
        calls.push_back(*std::move(call));
      }
  }
  std::map<std::string, EdgeAccesses> edges;
  for (const auto& [number, calls] : threads)
    if (!children.contains(number)) follow(threads, number, start, "", edges);
  return edges;
}

}  // namespace ferrule::test
