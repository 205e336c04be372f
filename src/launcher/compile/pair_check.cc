#include "launcher/compile/pair_check.h"

#include <sys/stat.h>
#include <unistd.h>

#include <set>
#include <string_view>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/compile/compile_arguments.h"
#include "launcher/compile/expansion.h"
#include "launcher/compile/svh.h"
#include "launcher/edge/pair_digest.h"

namespace ferrule {

namespace {

/// The command in the words in which both edges have it.
std::string common_text(const std::vector<std::string>& words, const std::string& scratch_directory) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    bool has_next = i + 1 < words.size();
    if (word == "-Zno-codegen" || word.starts_with("-Cincremental=")) continue;
    if ((word == "-Z" && has_next && words[i + 1] == "no-codegen") ||
        (word == "-C" && has_next && words[i + 1].starts_with("incremental="))) {
      ++i;
      continue;
    }
    text += replace_all(word, scratch_directory, "") + '\n';
  }
  return text;
}

/// What tells one state of a file from another without reading it.
std::string file_state(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return path + " missing\n";
  return path + ' ' + std::to_string(status.st_mtim.tv_sec) + '.' + std::to_string(status.st_mtim.tv_nsec) + ' ' +
         std::to_string(status.st_size) + '\n';
}

}  // namespace

bool PairCheck::applies() const { return !edge_.action.counterpart.empty() && traits_of(edge_.action.kind).is_half; }

void PairCheck::forget() const {
  bool is_fused = edge_.action.kind == EdgeKind::fused_library;
  for (EdgeKind kind : {EdgeKind::metadata, EdgeKind::codegen})
    if (is_fused || kind == edge_.action.kind) unlink(inputs_digest_file(id_of(kind)).c_str());
}

std::string PairCheck::id_of(EdgeKind kind) const {
  const std::string& id = edge_.action.id;
  return id.substr(0, id.rfind('.')) + "." + std::string(rule_name(kind));
}

std::string PairCheck::counterpart_id() const {
  return id_of(edge_.action.kind == EdgeKind::metadata ? EdgeKind::codegen : EdgeKind::metadata);
}

std::string PairCheck::inputs_digest(const DepInfo& read) const {
  std::string text = common_text(words_, scratch_directory_);
  for (const EnvironmentVariable& variable : edge_.action.environment)
    text += variable.name + "=" + variable.value + "\n";
  for (const std::string& name : std::set<std::string>(read.variables.begin(), read.variables.end())) {
    auto found = edge_.environment.find(name);
    text += found == edge_.environment.end() ? name + " unset\n" : name + "=" + found->second + "\n";
  }
  for (const std::string& file : read.files) text += file_state(join_path(edge_.action.directory, file));
  for (const std::string& file : extern_files(words_)) text += file_state(join_path(edge_.action.directory, file));
  return hex(digest(text));
}

Status PairCheck::leave(const std::string& digest) const {
  const std::string file = inputs_digest_file(edge_.action.id);
  if (Status made = make_directories(directory_of(file)); !made) return made;
  return write_file(file, digest + "\n");
}

Status PairCheck::leave_outdated() const { return leave("outdated " + edge_.action.id); }

Status PairCheck::check(const DepInfo& read) const {
  const std::string own = inputs_digest(read);
  if (Status left = leave(own); !left) return left;
  // Both edges publish and then look, so at least the later one sees the other.
  Result<std::string> other = read_file(inputs_digest_file(counterpart_id()));
  if (!other || *other != own + "\n" || access(edge_.action.counterpart.c_str(), F_OK) != 0) return {};
  Result<bool> same = agree();
  if (!same) return same.error();
  if (*same) return {};
  for (const ProducedFile& file : edge_.action.outputs) unlink(file.destination.c_str());
  forget();
  return disagreement();
}

Result<bool> PairCheck::agree() const {
  return have_same_svh(words_, edge_.environment, edge_.action.metadata()->destination, edge_.action.counterpart);
}

bool PairCheck::is_of(const DepInfo& read) const {
  Result<std::string> recorded = read_file(inputs_digest_file(edge_.action.id));
  return recorded && *recorded == inputs_digest(read) + "\n";
}

/// The macro that is to blame, found by expanding the crate once more; or those that it may be.
std::string PairCheck::likely_cause() const {
  std::vector<std::string> causes;
  if (auto difference =
          find_expansion_difference(words_, scratch_directory_, edge_.environment, edge_.action.directory))
    causes = difference->macros;
  if (causes.empty())
    for (const std::string& crate : used_proc_macros(words_)) causes.push_back("a macro of `" + crate + "`");
  if (causes.empty()) return "something that it includes, or a macro that it uses,";
  std::string text;
  for (const std::string& cause : causes) text += (text.empty() ? "" : " or ") + cause;
  return text;
}

Error PairCheck::disagreement() const {
  return Error{"`" + edge_.action.package +
                   "` was compiled twice from the same source, and the results differ (in their SVH)\n  " +
                   likely_cause() + " probably produces different output each time",
               "",
               "run `ferrule verify --fix " + std::string(split_once(edge_.action.package, ' ').first) +
                   "` in this build directory: the crate is then compiled once"};
}

}  // namespace ferrule
