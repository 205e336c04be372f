// Errors are values. A function that can fail returns a Result; only the two main() functions turn an Error into text
// and an exit status.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace ferrule {

/// What went wrong, where, and what the user can do about it.
struct Error {
  /// One sentence without a full stop: "cannot read `x`: Permission denied".
  std::string message;
  /// The file (and line) at fault, or empty.
  std::string where = {};
  /// What to do about it, or empty.
  std::string help = {};
};

/// A value of type T, or the Error that kept it from being made.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  explicit operator bool() const { return !error_; }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

/// "error: <message>", then lines for `where` and `help`, as Cargo and rustc lay out theirs. Ends in a newline.
inline std::string describe(const Error& error) {
  std::string text = "error: " + error.message + "\n";
  if (!error.where.empty()) text += "  --> " + error.where + "\n";
  if (!error.help.empty()) text += "help: " + error.help + "\n";
  return text;
}

}  // namespace ferrule
