#include "action/frozen_environment.h"

#include <algorithm>

#include "action/fields.h"
#include "base/strings.h"

namespace ferrule {

std::string write_frozen_environment(const std::vector<EnvironmentVariable>& variables) {
  FieldWriter writer;
  for (const EnvironmentVariable& variable : variables) writer.add("env", variable.name + "=" + variable.value);
  return writer.text();
}

Result<std::vector<EnvironmentVariable>> parse_frozen_environment(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  std::vector<EnvironmentVariable> variables;
  for (const Field& field : *fields) {
    Halves parts = split_once(field.value, '=');
    if (field.keyword != "env" || !parts.found)
      return Error{"cannot understand `" + field.keyword + "`", std::string(origin),
                   "run `ferrule generate` again in this build directory"};
    variables.push_back({std::string(parts.first), std::string(parts.second)});
  }
  return variables;
}

bool has_bootstrap(const std::vector<EnvironmentVariable>& frozen) {
  return std::any_of(frozen.begin(), frozen.end(), [](const EnvironmentVariable& variable) {
    return variable.name == "RUSTC_BOOTSTRAP" && !variable.value.empty();
  });
}

}  // namespace ferrule
