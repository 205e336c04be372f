#include "formats/requested_variable.h"

#include "base/fields.h"
#include "base/strings.h"

namespace ferrule {

bool RequestedVariable::was(const std::string* now) const {
  if (now == nullptr) return !was_set();
  return value ? *value == *now : digest == hex(ferrule::digest(*now));
}

RequestedVariable requested_variable(std::string name, const std::string* value, bool is_secret) {
  if (value == nullptr) return {std::move(name), std::nullopt};
  if (is_secret) return {std::move(name), std::nullopt, hex(digest(*value))};
  return {std::move(name), *value};
}

bool sounds_secret(std::string_view name) {
  for (std::string_view word : {"TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL"})
    if (name.find(word) != std::string_view::npos) return true;
  return name.ends_with("_KEY");
}

std::string write_requested_variables(const std::vector<RequestedVariable>& variables) {
  FieldWriter writer;
  for (const RequestedVariable& variable : variables) {
    if (variable.value) writer.add("env", variable.name + "=" + *variable.value);
    else if (!variable.digest.empty()) writer.add("secret", variable.name + "=" + variable.digest);
    else writer.add("unset", variable.name);
  }
  return writer.text();
}

Result<std::vector<RequestedVariable>> parse_requested_variables(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  std::vector<RequestedVariable> variables;
  for (const Field& field : *fields) {
    Halves parts = split_once(field.value, '=');
    std::string name(parts.first), value(parts.second);
    if (field.keyword == "env") variables.push_back({std::move(name), std::move(value)});
    else if (field.keyword == "secret") variables.push_back({std::move(name), std::nullopt, std::move(value)});
    else if (field.keyword == "unset") variables.push_back({field.value, std::nullopt});
    else return Error{"cannot understand `" + field.keyword + "`", std::string(origin), "remove this file"};
  }
  return variables;
}

}  // namespace ferrule
