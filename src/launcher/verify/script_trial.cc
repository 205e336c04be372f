#include "launcher/verify/script_trial.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/edge/command_line.h"
#include "launcher/files/scratch_directory.h"
#include "launcher/jobs/jobserver.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"
#include "launcher/verify/held_paths.h"

namespace ferrule {

namespace {

/// The regular files below `directory`, relative to it, sorted. Links are not followed.
void list_files(const std::string& directory, const std::string& inner, std::vector<std::string>& files) {
  DIR* stream = opendir(join_path(directory, inner).c_str());
  if (stream == nullptr) return;
  while (const dirent* entry = readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string path = inner.empty() ? std::string(name) : inner + "/" + std::string(name);
    struct stat status;
    if (lstat(join_path(directory, path).c_str(), &status) != 0) continue;
    if (S_ISDIR(status.st_mode)) list_files(directory, path, files);
    else if (S_ISREG(status.st_mode)) files.push_back(path);
  }
  closedir(stream);
}

std::vector<std::string> files_in(const std::string& directory) {
  std::vector<std::string> files;
  list_files(directory, "", files);
  std::sort(files.begin(), files.end());
  return files;
}

/// The first line of each text at which they differ: "a / b"; nothing where they are the same.
std::string first_difference(std::string_view one, std::string_view other) {
  while (!one.empty() || !other.empty()) {
    Halves a = split_once(one, '\n'), b = split_once(other, '\n');
    if (a.first != b.first) return std::string(a.first) + " / " + std::string(b.first);
    one = a.second;
    other = b.second;
  }
  return {};
}

class ScriptTrial {
 public:
  ScriptTrial(Edge& edge, Jobserver& jobserver, const std::string& directory)
      : edge_(edge), jobserver_(jobserver), one_(directory + "/one/out"), other_(directory + "/two/out") {}

  Result<Verification> run() {
    Result<std::string> first = say(one_);
    if (!first) return first.error();
    Result<std::string> second = say(other_);
    if (!second) return second.error();
    if (found_.outcome == Verification::Outcome::failed) return found_;
    std::string difference =
        first_difference(replace_all(*first, one_, "$OUT_DIR"), replace_all(*second, other_, "$OUT_DIR"));
    if (!difference.empty()) found_.unsteady.push_back("its output: " + difference);
    if (Status compared = compare_files(); !compared) return compared.error();
    if (!found_.unsteady.empty()) found_.outcome = Verification::Outcome::differs;
    return found_;
  }

 private:
  /// Standard output of a run.
  Result<std::string> say(const std::string& out_dir) {
    if (Status made = make_directories(out_dir); !made) return made.error();
    Environment environment = jobserver_.add_to(edge_.environment);
    environment.insert_or_assign("OUT_DIR", out_dir);
    Result<std::vector<std::string>> words =
        expand_command(edge_.action.command, edge_.scripts, out_dir, edge_.build_directory);
    if (!words) return words.error();
    Result<ProcessEnd> end = run_process({*words, environment, edge_.action.directory, Capture::separately});
    if (!end) return end.error();
    if (end->succeeded()) return std::move(end->out);
    found_.outcome = Verification::Outcome::failed;
    found_.message = end->err.empty() ? describe_status(end->status) + "\n" : end->err;
    return std::string();
  }

  Status compare_files() {
    const std::vector<std::string> files = files_in(one_);
    if (files != files_in(other_)) found_.unsteady.push_back("the list of files in OUT_DIR");
    for (const std::string& file : files) {
      Result<std::string> a = read_file(join_path(one_, file)), b = read_file(join_path(other_, file));
      if (!a) return a.error();
      if (b) compare(file, *a, *b);
    }
    return {};
  }

  void compare(const std::string& file, const std::string& a, const std::string& b) {
    const bool is_same_but_for_place = a == b || replace_all(a, one_, "") == replace_all(b, other_, "");
    if (!is_same_but_for_place) return found_.unsteady.push_back(file);
    for (const std::string& path : paths_in(a, directories_of_checkout(edge_)))
      found_.paths.push_back(file + ": " + replace_all(path, one_, "$OUT_DIR"));
  }

  Edge& edge_;
  Jobserver& jobserver_;
  std::string one_;
  std::string other_;
  Verification found_;
};

}  // namespace

Result<Verification> verify_script(Edge& edge) {
  Result<Jobserver> jobserver = Jobserver::join(edge);
  if (!jobserver) return jobserver.error();
  Result<ScratchDirectory> scratch =
      ScratchDirectory::make(edge.build_directory + "/ferrule/tmp/" + edge.action.id + ".verify");
  if (!scratch) return scratch.error();
  hold_signals();
  return ScriptTrial(edge, *jobserver, scratch->path()).run();
}

}  // namespace ferrule
