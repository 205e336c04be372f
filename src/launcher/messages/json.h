// As much JSON as it takes to read rustc's messages: the members of one object, and strings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ferrule {

/// One JSON object, whose nested values stay unread. Refers to the text that it was parsed from.
class JsonObject {
 public:
  /// Nothing if `text` isn't a JSON object and only that.
  static std::optional<JsonObject> parse(std::string_view text);

  /// The text of the value of `name`, as it stands.
  std::optional<std::string_view> member(std::string_view name) const;

  /// The value of `name`, if that is a string.
  std::optional<std::string> string(std::string_view name) const;

 private:
  std::vector<std::pair<std::string_view, std::string_view>> members_;
};

/// The value of a JSON string, given with its quotes. An unpaired surrogate becomes U+FFFD.
std::optional<std::string> parse_json_string(std::string_view text);

}  // namespace ferrule
