#include "command/freshness/ninja_inputs.h"

#include <vector>

#include "base/files.h"
#include "base/strings.h"
#include "command/options/ninja_program.h"

namespace ferrule {

namespace {

class InputFinder {
 public:
  InputFinder(const CommandContext& context, const std::string& directory, std::string ninja)
      : context_(context), directory_(directory), ninja_(std::move(ninja)) {}

  Result<std::set<std::string>> find() {
    // Without the name of a rule: all files that no edge makes.
    Result<std::string> sources = ask({"targets", "rule"});
    if (!sources) return sources.error();
    for (std::string_view line : split(*sources, '\n')) add(line);
    // An input that may be missing is the output of a phony edge: "name: phony".
    Result<std::string> targets = ask({"targets", "all"});
    if (!targets) return targets.error();
    for (std::string_view line : split(*targets, '\n')) add(line.substr(0, line.rfind(": ")));
    Result<std::string> deps = ask({"deps"});
    if (!deps) return deps.error();
    // "out: #deps 2, …", then a line for each, four columns in.
    for (std::string_view line : split(*deps, '\n'))
      if (consume_prefix(line, "    ")) add(line);
    // Ours with `--deps depfile`, and those of CMake's custom commands.
    for (const char* depfiles : {"ferrule/depfiles", "CMakeFiles/d"})
      add_from_depfiles(join_path(directory_, depfiles));
    return std::move(found_);
  }

 private:
  Result<std::string> ask(const std::vector<std::string>& question) {
    std::vector<std::string> words = {ninja_, "-C", directory_, "-t"};
    words.insert(words.end(), question.begin(), question.end());
    Result<ProcessResult> answer = context_.processes.run({words, directory_, context_.environment});
    if (!answer) return answer.error();
    if (answer->status != 0)
      return Error{"ninja can't read the build: " + std::string(trim(answer->errors)), directory_,
                   "is it a build directory of ninja's?"};
    return std::move(answer->output);
  }

  void add_from_depfiles(const std::string& depfiles) {
    for (const std::string& name : context_.disk.list(depfiles))
      if (Result<std::string> text = context_.disk.read(join_path(depfiles, name)))
        for (const std::string& path : depfile_inputs(*text)) add(path);
  }

  void add(std::string_view name) {
    if (name.empty()) return;
    std::string path = normalize_path(join_path(directory_, name));
    // A link with a plain name, to a file whose own name a depfile can't hold.
    if (name.starts_with("ferrule/names/")) path = context_.disk.canonical(path).value_or(path);
    const bool is_own = path == directory_ || path.starts_with(directory_ + "/");
    if (!is_own && context_.disk.stamp(path)) found_.insert(std::move(path));
  }

  const CommandContext& context_;
  const std::string& directory_;
  std::string ninja_;
  std::set<std::string> found_;
};

}  // namespace

std::set<std::string> depfile_inputs(std::string_view text) {
  std::set<std::string> inputs;
  std::string word;
  auto end_word = [&] {
    if (!word.empty() && !word.ends_with(':')) inputs.insert(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i], next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '\\' && next == '\n') ++i, end_word();
    else if (c == '\\' && (next == ' ' || next == '\\' || next == '#' || next == ':')) word += text[++i];
    else if (c == '$' && next == '$') word += text[++i];
    else if (c == ' ' || c == '\n' || c == '\t') end_word();
    else word += c;
  }
  end_word();
  return inputs;
}

Result<std::set<std::string>> ninja_inputs(const CommandContext& context, const std::string& directory) {
  Result<std::string> ninja = find_ninja(context.disk, context.environment);
  if (!ninja) return ninja.error();
  return InputFinder(context, directory, *ninja).find();
}

}  // namespace ferrule
