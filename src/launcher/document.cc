#include "launcher/document.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/compile/report.h"
#include "launcher/edge/announcement.h"
#include "launcher/edge/command_line.h"
#include "launcher/edge/requested_variables.h"
#include "launcher/files/depfile.h"
#include "launcher/files/scratch_directory.h"
#include "launcher/jobs/jobserver.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"
#include "launcher/script/script_inputs.h"

namespace ferrule {

namespace {

namespace fs = std::filesystem;

/// Which rustdoc has written into a directory: a file for each, named after the directory.
constexpr std::string_view kWritersDirectory = "ferrule/rustdoc";

/// Where an edge's pages are. All paths are relative to the build directory.
struct Place {
  std::string page;    // the crate's index.html
  std::string mark;    // is there if all pages are: rustdoc may be killed
  std::string crate;   // the directory of the crate
  std::string shared;  // that of all crates
};

Place place_of(const Action& action) {
  Place place{action.outputs.front().destination, action.outputs.back().destination, {}, {}};
  place.crate = directory_of(place.page);
  place.shared = directory_of(place.crate);
  return place;
}

Status remove_all(const std::string& path) {
  std::error_code failure;
  fs::remove_all(path, failure);
  return failure ? system_error("cannot remove", path, failure.value()) : Status();
}

/// Hidden entries stay, as with Cargo (`clean_doc` in its core/compiler/fingerprint/rustdoc.rs).
Status empty_visibly(const std::string& directory) {
  std::error_code failure;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, failure))
    if (std::string path = entry.path(); !file_name(path).starts_with('.'))
      if (Status removed = remove_all(path); !removed) return removed;
  return failure ? system_error("cannot list", directory, failure.value()) : Status();
}

/// What tells one rustdoc from another.
std::string identity_of(const std::string& program) {
  struct stat status;
  if (stat(program.c_str(), &status) != 0) return program;
  return program + "\n" + std::to_string(status.st_size) + "\n" + std::to_string(written_at(status)) + "\n";
}

/// A file, locked as long as this lives.
class LockedFile {
 public:
  explicit LockedFile(const std::string& path)
      : fd_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)), failure_(errno) {
    if (fd_ >= 0 && flock(fd_, LOCK_EX) != 0) failure_ = errno;
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;
  ~LockedFile() {
    if (fd_ >= 0) close(fd_);
  }
  bool is_open() const { return fd_ >= 0; }
  int failure() const { return failure_; }

 private:
  int fd_;
  int failure_;
};

/// What all crates share has the form that one rustdoc gives it: it and the pages of another one go. All edges of a
/// build have the same rustdoc, so only the first finds something to do.
Status claim_for(const std::string& rustdoc, const std::string& directory) {
  const std::string file = join_path(kWritersDirectory, hex(digest(directory)));
  if (Status made = make_directories(std::string(kWritersDirectory)); !made) return made;
  LockedFile lock(file + ".lock");
  if (!lock.is_open()) return system_error("cannot open", file + ".lock", lock.failure());
  if (Status made = make_directories(directory); !made) return made;
  const std::string now = identity_of(rustdoc);
  Result<std::string> before = read_file(file);
  if (before && *before == now) return {};
  if (Status emptied = empty_visibly(directory); !emptied) return emptied;
  return write_file(file, now);
}

/// The depfile, the page's time, and the mark. What is saved while rustdoc runs is newer than both.
Status finish(const Edge& edge, const Place& place) {
  std::vector<std::string> files;
  if (const std::string& root = edge.action.watched_package; !root.empty())
    files = package_inputs(root, edge.build_directory, edge.started);
  if (Status written = write_depfile(edge, files); !written) return written;
  if (access(place.page.c_str(), F_OK) != 0)
    return Error{"rustdoc has not written the front page of the crate", place.page,
                 "see what RUSTDOCFLAGS make it write"};
  if (Status set = set_file_time(place.page, edge.started); !set) return set;
  if (Status made = make_directories(directory_of(place.mark)); !made) return made;
  Status marked = write_file(place.mark, "");
  return marked ? set_file_time(place.mark, edge.started) : marked;
}

/// The exit status.
Result<int> run_rustdoc(Edge& edge, const std::vector<std::string>& words, Jobserver& jobserver) {
  Environment environment = jobserver.add_to(edge.environment);
  Result<ProcessEnd> end =
      run_process({words, environment, edge.action.directory, Capture::standard_error, &jobserver});
  if (!end) return end.error();
  if (caught_signal() != 0) return EXIT_FAILURE;
  std::vector<CompilerMessage> messages = read_compiler_messages(end->err, asks_for_json(words));
  if (Status kept = keep_messages(edge.action, messages); !kept) return kept.error();
  if (end->succeeded()) {
    report(edge, messages);
    return EXIT_SUCCESS;
  }
  report_failure(edge, messages, end->status);
  if (Status added = add_requested_variables(edge, undefined_variables(text_of(messages))); !added)
    return added.error();
  return exit_code_of(end->status);
}

}  // namespace

Result<int> document(Edge& edge) {
  Result<Jobserver> jobserver = Jobserver::join(edge);
  if (!jobserver) return jobserver.error();
  const Announcement announcement(edge.action);
  Result<ScratchDirectory> scratch = ScratchDirectory::make(scratch_path(edge));
  if (!scratch) return scratch.error();
  hold_signals();
  Result<std::vector<std::string>> words =
      expand_command(edge.action.command, edge.scripts, scratch->path(), edge.build_directory);
  if (words) words = shorten_command(std::move(*words), join_path(scratch->path(), kArgumentsFile));
  if (!words) return words.error();
  const Place place = place_of(edge.action);
  if (Status claimed = claim_for(words->front(), place.shared); !claimed) return claimed.error();
  unlink(place.mark.c_str());
  if (Status removed = remove_all(place.crate); !removed) return removed.error();
  Result<int> code = run_rustdoc(edge, *words, *jobserver);
  if (!code || *code != EXIT_SUCCESS) return code;
  Status finished = finish(edge, place);
  return finished ? code : Result<int>(finished.error());
}

}  // namespace ferrule
