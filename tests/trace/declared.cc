#include "declared.h"

#include <filesystem>
#include <functional>
#include <sstream>
#include <vector>

namespace ferrule::test {

namespace fs = std::filesystem;

namespace {

/// What made a file: `ninja -t query`.
struct Statement {
  std::string rule;
  std::vector<std::string> inputs;
  std::vector<std::string> order_only;
};

class NinjaFile {
 public:
  explicit NinjaFile(const Project& project) : project_(project) {
    std::vector<std::string> names;
    std::istringstream targets = ask({"-t", "targets", "all"});
    for (std::string line; std::getline(targets, line);)
      if (std::size_t colon = line.rfind(": "); colon != std::string::npos) names.push_back(line.substr(0, colon));
    read_statements(names);
    read_dep_info();
  }

  std::map<std::string, DeclaredEdge> edges() const {
    std::map<std::string, DeclaredEdge> edges;
    for (const auto& [output, statement] : statements_)
      for (const std::string& input : statement.inputs)
        if (input.starts_with("actions/")) fill(edges[input], output, statement);
    return edges;
  }

 private:
  std::istringstream ask(Words question) const {
    Words words{"ninja", "-C", std::string(Project::kBuild)};
    words.insert(words.end(), question.begin(), question.end());
    CommandResult result = project_.run(words);
    EXPECT_TRUE(succeeded(result));
    return std::istringstream(result.output);
  }

  void read_statements(const std::vector<std::string>& names) {
    Words question{"-t", "query"};
    question.insert(question.end(), names.begin(), names.end());
    std::istringstream lines = ask(question);
    Statement* current = nullptr;
    bool lists_inputs = false;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("    || ")) {
        if (lists_inputs) current->order_only.push_back(line.substr(7));
      } else if (line.starts_with("    ")) {
        if (lists_inputs) current->inputs.push_back(line.substr(line.find_first_not_of(" |")));
      } else if (line.starts_with("  ")) {
        lists_inputs = line.starts_with("  input: ");
        if (lists_inputs) current->rule = line.substr(9);
      } else if (line.ends_with(':')) {
        current = &statements_[line.substr(0, line.size() - 1)];
      }
    }
  }

  void read_dep_info() {
    std::istringstream lines = ask({"-t", "deps"});
    std::string output;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("    ")) dep_info_[output].push_back(line.substr(4));
      else if (std::size_t end = line.find(": #deps"); end != std::string::npos) output = line.substr(0, end);
    }
  }

  std::string absolute(const std::string& path) const {
    return (fs::path(project_.path(Project::kBuild)) / path).lexically_normal();
  }

  void insert(const std::string& input, std::set<std::string>& all) const {
    if (!all.insert(absolute(input)).second) return;
    auto made = statements_.find(input);
    if (made == statements_.end() || made->second.rule != "phony") return;
    for (const std::string& further : made->second.inputs) insert(further, all);
  }

  void fill(DeclaredEdge& edge, const std::string& output, const Statement& statement) const {
    edge.rule = statement.rule;
    edge.outputs.insert(absolute(output));
    for (const std::string& input : statement.inputs) insert(input, edge.inputs);
    for (const std::string& input : statement.order_only) insert(input, edge.order_only);
    if (auto found = dep_info_.find(output); found != dep_info_.end())
      for (const std::string& input : found->second) insert(input, edge.inputs);
    insert_upstream(output, edge.upstream);
  }

  /// What has been made is in the ninja file by its relative path, as are the outputs of dep-info.
  void insert_upstream(const std::string& input, std::set<std::string>& all) const {
    auto made = statements_.find(input);
    if (made == statements_.end()) return;
    for (const std::string& further : made->second.inputs)
      if (all.insert(absolute(further)).second) insert_upstream(further, all);
    auto found = dep_info_.find(input);
    if (found == dep_info_.end()) return;
    for (const std::string& further : found->second)
      if (all.insert(absolute(further)).second) insert_upstream(further, all);
  }

  const Project& project_;
  std::map<std::string, Statement> statements_;               // by output
  std::map<std::string, std::vector<std::string>> dep_info_;  // by output
};

}  // namespace

std::map<std::string, DeclaredEdge> declared_edges(const Project& project) { return NinjaFile(project).edges(); }

}  // namespace ferrule::test
