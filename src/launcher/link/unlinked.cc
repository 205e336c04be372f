#include "launcher/link/unlinked.h"

#include <chrono>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"
#include "launcher/files/archive.h"
#include "portable/portable_fields.h"

namespace ferrule {

namespace {

constexpr std::string_view kCall = "call";

FieldTable<Unlinked> table() {
  return FieldTable<Unlinked>()
      .text("directory", &Unlinked::directory)
      .text("path", &Unlinked::search_path)
      .list("word", &Unlinked::words)
      .other(
          "file",
          [](const Unlinked& unlinked, const auto& add) {
            for (const KeptFile& file : unlinked.files) add(file.name);
          },
          [](Unlinked& unlinked, std::string_view name) {
            unlinked.files.push_back({{}, std::string(name)});
            return true;
          })
      .text("obstacle", &Unlinked::obstacle)
      .other(
          "time",
          [](const Unlinked& unlinked, const auto& add) {
            // The same arguments may stand for other objects, which aren't here: ninja must not take this archive for
            // the one that was here before.
            if (!unlinked.obstacle.empty())
              add(std::to_string(std::chrono::system_clock::now().time_since_epoch().count()));
          },
          [](Unlinked&, std::string_view) { return true; });
}

/// Where the build directory is whose edges write to `directory`; empty if it is none's.
std::string_view build_directory_of(std::string_view directory) {
  std::size_t at = directory.rfind("/ferrule/tmp/");
  return at == std::string_view::npos ? std::string_view() : directory.substr(0, at);
}

/// Without the place of the build directory: what is compiled on another machine is linked here.
std::string call_text(const Unlinked& unlinked) {
  const std::string text = table().write(unlinked);
  const std::string_view build_directory = build_directory_of(unlinked.directory);
  return build_directory.empty() ? text : replace_all(text, std::string(build_directory) + "/", "\\B/");
}

Result<Unlinked> parse_call(const std::string& text, const std::string& origin, std::string_view directory) {
  return table().read(expand_build_directory(text, build_directory_of(directory)), origin);
}

/// All that names the old directory names the new one.
void move_to(Unlinked& unlinked, const std::string& directory) {
  for (std::string& word : unlinked.words) word = replace_all(word, unlinked.directory + "/", directory + "/");
  for (KeptFile& file : unlinked.files) file.path = join_path(directory, file.name);
  unlinked.directory = directory;
}

/// They have numbers, for a name may be too long.
std::vector<MemberFile> members_of(const Unlinked& unlinked) {
  std::vector<MemberFile> members;
  for (const KeptFile& file : unlinked.files) members.push_back({std::to_string(members.size() + 1), file.path});
  return members;
}

}  // namespace

Status write_unlinked(const Unlinked& unlinked, const std::string& path) {
  return write_archive(path, kCall, call_text(unlinked), members_of(unlinked));
}

Result<Unlinked> unpack_unlinked(const std::string& path, const std::string& directory) {
  Result<std::string> call = read_archive_member(path, kCall);
  if (!call) return call.error();
  Result<Unlinked> unlinked = parse_call(*call, path, directory);
  if (!unlinked) return unlinked.error();
  move_to(*unlinked, directory);
  if (Status made = make_directories(directory); !made) return made.error();
  if (Status extracted = extract_archive(path, members_of(*unlinked)); !extracted) return extracted.error();
  return unlinked;
}

}  // namespace ferrule
