#include "launcher/link/link_roots.h"

#include <string_view>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/link/elf_object.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

/// To every linker an archive without members is nothing. A crate may have no roots.
constexpr std::string_view kNoRoots = "!<arch>\n";
/// Where there is no version script a library exports all that it has.
constexpr std::string_view kAllExported = "{ global: *; };\n";

/// The words of a file that rustc writes where the arguments are too many for the system: one a line, `\` before what
/// is meant as it is.
Result<std::vector<std::string>> words_of_file(const std::string& path) {
  Result<std::string> text = read_file(path);
  if (!text) return text.error();
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < text->size(); ++i) {
    char c = (*text)[i];
    if (c == '\n') words.emplace_back();
    else words.back() += c == '\\' && i + 1 < text->size() ? (*text)[++i] : c;
  }
  return words;
}

struct RootFiles {
  std::string roots, exports;  // their paths, or empty
};

Status find(const std::vector<std::string>& words, RootFiles& files) {
  constexpr std::string_view kScript = "--version-script=";
  for (const std::string& word : words) {
    if (word.starts_with('@')) {
      Result<std::vector<std::string>> more = words_of_file(word.substr(1));
      if (!more) return more.error();
      if (Status found = find(*more, files); !found) return found;
    } else if (file_name(word) == "symbols.o") {
      files.roots = word;
    } else if (std::size_t at = word.find(kScript); at != std::string::npos) {
      files.exports = word.substr(at + kScript.size(), word.find(',', at) - at - kScript.size());
    }
  }
  return {};
}

Result<std::string> text_of(const std::string& path, std::string_view otherwise) {
  return path.empty() ? std::string(otherwise) : read_file(path);
}

}  // namespace

Status keep_link_roots(const std::vector<std::string>& arguments, const std::string& directory) {
  RootFiles files;
  if (Status found = find(arguments, files); !found) return found;
  Result<std::string> roots = text_of(files.roots, kNoRoots);
  if (!roots) return roots.error();
  Result<std::string> exports = text_of(files.exports, kAllExported);
  if (!exports) return exports.error();
  Status written = write_file(join_path(directory, kLinkRootsFile), with_stack_note(std::move(*roots)));
  return written ? write_file(join_path(directory, kExportsFile), *exports) : written;
}

}  // namespace ferrule
