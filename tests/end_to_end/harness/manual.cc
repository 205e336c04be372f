#include "harness/manual.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>

namespace ferrule::test {

namespace fs = std::filesystem;

namespace {

std::string without_indentation(const std::string& line) {
  std::size_t begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? "" : line.substr(begin);
}

/// Calls `see` with each line of the page, its number, and the language of the fenced block that it is in: "sh", "-"
/// for a block without one, "" outside of blocks. A fence itself counts as a line of its block.
void for_each_line(const std::string& file,
                   const std::function<void(const std::string& line, int number, const std::string& language)>& see) {
  std::ifstream stream(file);
  std::string language;
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    const std::string text = without_indentation(line);
    const bool is_fence = text.starts_with("```");
    const bool opens = is_fence && language.empty();
    if (opens) language = text.size() > 3 ? text.substr(3) : "-";
    see(line, number, language);
    if (is_fence && !opens) language.clear();
  }
}

}  // namespace

std::vector<std::string> manual_pages(const std::string& checkout) {
  std::vector<std::string> pages = {"README.md", "CONTRIBUTING.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(checkout) / "docs"))
    if (entry.path().extension() == ".md") pages.push_back("docs/" + entry.path().filename().string());
  for (const auto& entry : fs::directory_iterator(fs::path(checkout) / "samples"))
    if (fs::exists(entry.path() / "README.md"))
      pages.push_back("samples/" + entry.path().filename().string() + "/README.md");
  std::sort(pages.begin(), pages.end());
  return pages;
}

std::vector<CommandBlock> command_blocks(const std::string& checkout, const std::string& page) {
  std::vector<CommandBlock> blocks;
  bool is_inside = false;
  for_each_line(checkout + "/" + page, [&](const std::string& line, int number, const std::string& language) {
    const bool is_fence = without_indentation(line).starts_with("```");
    if (language == "sh" && is_fence && !is_inside) blocks.push_back({page, number, ""});
    else if (language == "sh" && !is_fence) blocks.back().text += without_indentation(line) + "\n";
    is_inside = language == "sh" && !(is_fence && is_inside);
  });
  return blocks;
}

std::vector<CodeSpan> code_spans(const std::string& checkout, const std::string& page) {
  std::vector<CodeSpan> spans;
  for_each_line(checkout + "/" + page, [&](const std::string& line, int number, const std::string& language) {
    if (!language.empty()) return;
    for (std::size_t begin = line.find('`'); begin != std::string::npos;) {
      std::size_t end = line.find('`', begin + 1);
      if (end == std::string::npos) return;
      spans.push_back({page, number, line.substr(begin + 1, end - begin - 1)});
      begin = line.find('`', end + 1);
    }
  });
  return spans;
}

}  // namespace ferrule::test
