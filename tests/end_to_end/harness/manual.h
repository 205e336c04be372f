// The manual's pages, as far as they name commands.
#pragma once

#include <string>
#include <vector>

namespace ferrule::test {

/// A fenced block of commands for a shell (```sh).
struct CommandBlock {
  std::string page;  // relative to the checkout: "docs/ide.md"
  int line = 0;      // of the fence
  std::string text;
};

/// What stands between backticks in running text or in a table.
struct CodeSpan {
  std::string page;
  int line = 0;
  std::string text;
};

/// All pages: the README, CONTRIBUTING.md, docs/ and the samples' READMEs. Relative to the checkout, sorted.
std::vector<std::string> manual_pages(const std::string& checkout);

std::vector<CommandBlock> command_blocks(const std::string& checkout, const std::string& page);

std::vector<CodeSpan> code_spans(const std::string& checkout, const std::string& page);

}  // namespace ferrule::test
