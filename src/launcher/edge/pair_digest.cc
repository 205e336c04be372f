#include "launcher/edge/pair_digest.h"

#include "base/files.h"
#include "formats/action.h"

namespace ferrule {

std::string inputs_digest_file(std::string_view id) { return "ferrule/inputs/" + std::string(id); }

bool read_the_same(const std::string& stem) {
  Result<std::string> metadata =
      read_file(inputs_digest_file(stem + "." + std::string(rule_name(EdgeKind::metadata))));
  Result<std::string> codegen = read_file(inputs_digest_file(stem + "." + std::string(rule_name(EdgeKind::codegen))));
  if (!metadata && !codegen) return true;
  return metadata && codegen && *metadata == *codegen;
}

}  // namespace ferrule
