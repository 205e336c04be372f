#include "launcher/recorder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <set>

#include "base/fields.h"
#include "base/files.h"
#include "base/strings.h"
#include "launcher/compile/compile_arguments.h"
#include "launcher/edge/build_place.h"
#include "launcher/process/process.h"
#include "launcher/process/terminal.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

using Words = std::vector<std::string>;

/// The variables of the recording itself, and those that are another each time.
bool is_never_recorded(std::string_view name) {
  for (std::string_view other : {"FERRULE_RECORD", "FERRULE_RUSTDOC", "CARGO_MAKEFLAGS", "MAKEFLAGS", "MFLAGS"})
    if (name == other) return true;
  return false;
}

/// Digests of the variables that were there before Cargo set its own: Cargo's
/// are what the others are not. (Digests, so that no secret is written down.)
std::set<std::string, std::less<>> read_baseline(const std::string& directory) {
  std::set<std::string, std::less<>> digests;
  Result<std::string> text = read_file(directory + "/baseline");
  if (!text) return digests;
  for (std::string_view line : split(*text, '\n')) digests.emplace(line);
  return digests;
}

void add_environment(FieldWriter& record, const std::string& directory) {
  const std::set<std::string, std::less<>> baseline = read_baseline(directory);
  std::vector<std::string_view> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  std::sort(variables.begin(), variables.end());
  for (std::string_view variable : variables) {
    bool is_cargos = !baseline.contains(hex(digest(variable)));
    if (is_cargos && !is_never_recorded(split_once(variable, '=').first)) record.add("env", variable);
  }
}

/// Adds `record` to the log as a whole, while others do the same.
Status append_to_log(const std::string& directory, std::string_view record) {
  const std::string path = directory + "/log";
  int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0) return system_error("cannot open", path, errno);
  Status status;
  if (flock(fd, LOCK_EX) != 0) status = system_error("cannot lock", path, errno);
  while (status && !record.empty()) {
    ssize_t count = write(fd, record.data(), record.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) status = system_error("cannot write", path, errno);
    else record.remove_prefix(static_cast<std::size_t>(count));
  }
  if (close(fd) != 0 && status) status = system_error("cannot write", path, errno);
  return status;
}

/// Records `ran <what>` with `fields` before the arguments.
Status add_record(const std::string& directory, const char* what, const std::vector<Field>& fields,
                  const Words& arguments) {
  Result<std::string> here = working_directory();
  if (!here) return here.error();
  FieldWriter record;
  record.add("ran", what);
  for (const Field& field : fields) record.add(field.keyword, field.value);
  record.add("directory", *here);
  for (const std::string& argument : arguments) record.add("arg", argument);
  add_environment(record, directory);
  record.end_record();
  return append_to_log(directory, record.text());
}

/// Becomes the program words[0].
Status become(const Words& words) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  return system_error("cannot run", words.front(), errno);
}

/// Cargo puts arguments into a file where they are more than the system takes.
Words with_argument_files_read(const Words& words) {
  Words result;
  for (const std::string& word : words) {
    Result<std::string> text = word.starts_with('@') ? read_file(word.substr(1)) : Result<std::string>(Error{});
    if (!text) {
      result.push_back(word);
      continue;
    }
    for (std::string_view line : split(*text, '\n'))
      if (!line.empty()) result.emplace_back(line);
  }
  return result;
}

/// Writes without the care of write_file(): a recording that is cut short is
/// thrown away as a whole, and it makes many of these files.
Status write_small_file(const std::string& path, std::string_view text) {
  int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return system_error("cannot create", path, errno);
  bool whole = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  int reason = errno;
  if (close(fd) == 0 && whole) return {};
  return system_error("cannot write", path, reason);
}

/// All stand-ins of a unit hold the same text; they are one file.
Status write_stand_ins(const CompileArguments& arguments, const Words& names) {
  std::string first;
  for (const std::string& name : names) {
    std::string path = join_path(arguments.out_dir, name);
    if (!first.empty() && link(first.c_str(), path.c_str()) == 0) continue;
    Status written = write_small_file(path, arguments.out_dir + "/" + arguments.stem());
    if (!written) return written;
    first = path;
  }
  return {};
}

/// Stands beside a stand-in build script: by it the stand-in knows that it is one when Cargo runs it.
constexpr std::string_view kScriptMarker = "ferrule-build-script";

/// Whether this compiles a build script. Targets may be called anything; but among executables, Cargo tells all
/// except build scripts their final names.
bool makes_build_script(const CompileArguments& arguments) {
  bool is_program = !arguments.is_test && arguments.crate_types == Words{"bin"};
  return is_program && std::getenv("CARGO_BIN_NAME") == nullptr;
}

/// Cargo is going to run it: a link to the launcher.
Status link_stand_in(const CompileArguments& arguments) {
  Result<std::string> launcher = executable_path();
  if (!launcher) return launcher.error();
  std::string link = join_path(arguments.out_dir, artifact_name("bin", arguments.stem(), arguments.target));
  unlink(link.c_str());
  if (symlink(launcher->c_str(), link.c_str()) != 0) return system_error("cannot create the link", link, errno);
  return {};
}

/// Whether this compiles a test. One with its own main() is compiled without --test, and like every test without
/// --crate-type.
bool makes_test(const CompileArguments& arguments) { return arguments.is_test || arguments.crate_types.empty(); }

/// Puts something where Cargo looks for what rustc would have made.
Status make_stand_ins(const CompileArguments& arguments) {
  if (Status made = make_directories(arguments.out_dir); !made) return made;
  if (makes_test(arguments)) return link_stand_in(arguments);
  if (makes_build_script(arguments)) {
    Status marked = write_small_file(join_path(arguments.out_dir, kScriptMarker), "");
    return marked ? link_stand_in(arguments) : marked;
  }
  Words names;
  for (const std::string& type : arguments.crate_types)
    names.push_back(artifact_name(type, arguments.stem(), arguments.target));
  if (arguments.emits_metadata) names.push_back("lib" + arguments.stem() + ".rmeta");
  return write_stand_ins(arguments, names);
}

/// dep-info that names no source. With it Cargo takes the unit for fresh when
/// it is asked again with the same target directory (`test` after `build`),
/// and the recorder needn't be called for it twice.
Status write_dep_info(const CompileArguments& arguments) {
  return write_small_file(join_path(arguments.out_dir, arguments.stem() + ".d"), arguments.stem() + ":\n");
}

Status record_compiler(const std::string& directory, Words words) {
  words.erase(words.begin());
  if (words.empty()) return Error{"the recorder was called without a compiler"};
  Words whole = with_argument_files_read(words);
  CompileArguments arguments = read_compile_arguments(whole);
  if (!arguments.compiles()) return become(words);
  std::vector<Field> fields;
  if (makes_build_script(arguments)) fields.push_back({"makes", "build-script"});
  if (Status added = add_record(directory, "rustc", fields, whole); !added) return added;
  if (Status made = make_stand_ins(arguments); !made) return made;
  return write_dep_info(arguments);
}

/// The word behind `option`, or nothing.
std::string value_of(const Words& words, std::string_view option) {
  auto found = std::find(words.begin(), words.end(), option);
  return found == words.end() || found + 1 == words.end() ? std::string() : *(found + 1);
}

/// The front page of a crate, which Cargo looks for.
Status make_page(const std::string& directory, const std::string& crate) {
  const std::string place = join_path(directory, crate);
  Status made = make_directories(place);
  return made ? write_small_file(join_path(place, "index.html"), place) : made;
}

Status record_rustdoc(const std::string& directory, Words words) {
  Words whole = with_argument_files_read(words);
  bool tests = std::find(whole.begin(), whole.end(), "--test") != whole.end();
  if (tests) {
    whole.erase(whole.begin());
    return add_record(directory, "rustdoc", {}, whole);
  }
  const std::string output = value_of(whole, "-o"), crate = value_of(whole, "--crate-name");
  if (!output.empty() && !crate.empty()) {
    Status added = add_record(directory, "documentation", {}, whole);
    return added ? make_page(output, crate) : added;
  }
  const char* rustdoc = std::getenv("FERRULE_RUSTDOC");
  if (rustdoc == nullptr) return Error{"FERRULE_RUSTDOC names no rustdoc to ask"};
  words.front() = rustdoc;
  return become(words);
}

/// What a build script prints so that the recorded command lines of others
/// show where Cargo puts each kind of value.
std::string probe_directives(const std::string& out_dir) {
  std::string text;
  auto say = [&text](const std::string& directive) { text += "cargo:" + directive + "\n"; };
  say("rustc-link-search=native=/ferrule-probe" + out_dir);
  say("rustc-link-search=native=" + out_dir + "/ferrule-probe");
  say("rustc-link-lib=ferrule-probe=" + out_dir);
  say("rustc-link-arg=ferrule-probe=all=" + out_dir);
  say("rustc-link-arg-cdylib=ferrule-probe=cdylib=" + out_dir);
  say("rustc-cfg=ferrule_probe=\"" + out_dir + "\"");
  say("rustc-check-cfg=ferrule_probe=\"" + out_dir + "\"");
  say("rustc-env=FERRULE_PROBE=" + out_dir);
  say("ferrule_probe=" + out_dir);
  return text;
}

Status write_standard_output(std::string_view text) {
  while (!text.empty()) {
    ssize_t count = write(STDOUT_FILENO, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("cannot write", "standard output", errno);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Status record_program(const std::string& directory, Words words) {
  Result<std::string> here = working_directory();
  if (!here) return here.error();
  const std::string program = join_path(*here, words.front());
  words.erase(words.begin());
  const char* out_dir = std::getenv("OUT_DIR");  // which a test can have too
  const std::string marker = join_path(directory_of(program), kScriptMarker);
  bool is_script = out_dir != nullptr && access(marker.c_str(), F_OK) == 0;
  Status added = add_record(directory, is_script ? "build-script" : "test", {{"program", program}}, words);
  if (!added || !is_script) return added;
  return write_standard_output(probe_directives(out_dir));
}

}  // namespace

StandIn stand_in_of(const std::string& program) {
  if (file_name(program) == "rustc-wrapper") return StandIn::compiler;
  return file_name(program) == "rustdoc" ? StandIn::rustdoc : StandIn::program;
}

int record(const std::string& directory, std::vector<std::string> arguments) {
  StandIn stand_in = stand_in_of(arguments.front());
  Status status = stand_in == StandIn::compiler  ? record_compiler(directory, std::move(arguments))
                  : stand_in == StandIn::rustdoc ? record_rustdoc(directory, std::move(arguments))
                                                 : record_program(directory, std::move(arguments));
  if (status) return EXIT_SUCCESS;
  print(describe(status.error()));
  return EXIT_FAILURE;
}

}  // namespace ferrule
