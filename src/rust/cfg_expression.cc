#include "rust/cfg_expression.h"

#include <cctype>

namespace ferrule {

namespace {

class Evaluation {
 public:
  Evaluation(std::string_view text, const Cfgs& cfgs) : rest_(text), cfgs_(cfgs) {}

  std::optional<bool> run() {
    if (word() != "cfg" || !take('(')) return std::nullopt;
    std::optional<bool> holds = predicate();
    if (!holds || !take(')')) return std::nullopt;
    skip_space();
    return rest_.empty() ? holds : std::nullopt;
  }

 private:
  void skip_space() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) rest_.remove_prefix(1);
  }

  bool take(char letter) {
    skip_space();
    if (rest_.empty() || rest_.front() != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view word() {
    skip_space();
    std::size_t length = 0;
    while (length < rest_.size() &&
           (std::isalnum(static_cast<unsigned char>(rest_[length])) != 0 || rest_[length] == '_'))
      ++length;
    std::string_view found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return found;
  }

  /// "\"linux\"" as rustc prints it, quotes and all.
  std::optional<std::string_view> quoted() {
    skip_space();
    std::size_t end = rest_.starts_with('"') ? rest_.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view found = rest_.substr(0, end + 1);
    rest_.remove_prefix(end + 1);
    return found;
  }

  std::optional<bool> predicate() {
    const std::string_view name = word();
    if (name.empty()) return std::nullopt;
    if (take('(')) return combined(name);
    if (take('=')) {
      std::optional<std::string_view> value = quoted();
      if (!value) return std::nullopt;
      return cfgs_.contains(std::string(name) + "=" + std::string(*value));
    }
    if (name == "true" || name == "false") return name == "true";
    return cfgs_.contains(name);
  }

  /// `all`, `any` or `not`, behind the parenthesis.
  std::optional<bool> combined(std::string_view name) {
    std::size_t count = 0, true_ones = 0;
    while (!take(')')) {
      if (count > 0 && !take(',')) return std::nullopt;
      if (count > 0 && take(')')) break;
      std::optional<bool> one = predicate();
      if (!one) return std::nullopt;
      ++count;
      if (*one) ++true_ones;
    }
    if (name == "all") return true_ones == count;
    if (name == "any") return true_ones > 0;
    if (name == "not" && count == 1) return true_ones == 0;
    return std::nullopt;
  }

  std::string_view rest_;
  const Cfgs& cfgs_;
};

}  // namespace

std::optional<bool> cfg_holds(std::string_view expression, const Cfgs& cfgs) {
  return Evaluation(expression, cfgs).run();
}

}  // namespace ferrule
