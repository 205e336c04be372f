#include "formats/frozen_environment.h"

#include "base/fields.h"
#include "base/strings.h"

namespace ferrule {

const std::string* FrozenEnvironment::find(std::string_view name) const {
  for (const EnvironmentVariable& variable : variables)
    if (variable.name == name) return &variable.value;
  return nullptr;
}

bool FrozenEnvironment::has_bootstrap() const {
  const std::string* value = find("RUSTC_BOOTSTRAP");
  return value != nullptr && !value->empty();
}

std::string write_frozen_environment(const FrozenEnvironment& environment) {
  FieldWriter writer;
  if (environment.is_closed) writer.add("closed", "yes");
  for (const EnvironmentVariable& variable : environment.variables) {
    const char* keyword = environment.fixed.contains(variable.name)      ? "fixed"
                          : environment.defaults.contains(variable.name) ? "default"
                                                                         : "env";
    writer.add(keyword, variable.name + "=" + variable.value);
  }
  return writer.text();
}

Result<FrozenEnvironment> parse_frozen_environment(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  FrozenEnvironment environment;
  for (const Field& field : *fields) {
    Halves parts = split_once(field.value, '=');
    if (field.keyword == "closed") environment.is_closed = field.value == "yes";
    else if ((field.keyword == "env" || field.keyword == "fixed" || field.keyword == "default") && parts.found)
      environment.variables.push_back({std::string(parts.first), std::string(parts.second)});
    else
      return Error{"cannot understand `" + field.keyword + "`", std::string(origin),
                   "run `ferrule generate` again in this build directory"};
    if (field.keyword == "fixed") environment.fixed.emplace(parts.first);
    if (field.keyword == "default") environment.defaults.emplace(parts.first);
  }
  return environment;
}

}  // namespace ferrule
