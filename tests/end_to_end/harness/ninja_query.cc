#include "harness/ninja_query.h"

#include <sstream>

namespace ferrule::test {

namespace {

std::istringstream ask_ninja(const Project& project, Words question) {
  Words words = {"ninja", "-C", std::string(Project::kBuild)};
  words.insert(words.end(), question.begin(), question.end());
  CommandResult result = project.run(words);
  EXPECT_TRUE(succeeded(result));
  return std::istringstream(result.output);
}

}  // namespace

Words targets_of_rule(const Project& project, const std::string& rule) {
  std::istringstream lines = ask_ninja(project, {"-t", "targets", "rule", rule});
  Words targets;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("ninja: ")) targets.push_back(line);
  return targets;
}

std::map<std::string, Words> inputs_of(const Project& project, const Words& targets) {
  Words question = {"-t", "query"};
  question.insert(question.end(), targets.begin(), targets.end());
  std::istringstream lines = ask_ninja(project, question);
  std::map<std::string, Words> inputs;
  std::string target;
  bool lists_inputs = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("    ")) {
      if (lists_inputs) inputs[target].push_back(line.substr(line.find_first_not_of(" |")));
    } else if (line.starts_with("  ")) {
      lists_inputs = line.starts_with("  input:");
    } else if (line.ends_with(':')) {
      target = line.substr(0, line.size() - 1);
      inputs[target];
    }
  }
  return inputs;
}

bool is_full_rlib(const std::string& path) { return path.ends_with(".rlib") && !path.ends_with("_meta.rlib"); }

}  // namespace ferrule::test
