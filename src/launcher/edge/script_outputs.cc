#include "launcher/edge/script_outputs.h"

#include "base/files.h"

namespace ferrule {

Result<const ScriptOutput*> ScriptOutputs::get(const std::string& path) {
  auto known = outputs_.find(path);
  if (known != outputs_.end()) return &known->second;
  Result<std::string> text = read_file(path);
  if (!text) return Error{text.error().message, "", "build it first: `ninja " + path + "`"};
  Result<ScriptOutput> output = parse_script_output(*text, path, build_directory_);
  if (!output) return output.error();
  return &outputs_.emplace(path, std::move(*output)).first->second;
}

}  // namespace ferrule
