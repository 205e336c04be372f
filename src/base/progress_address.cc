#include "base/progress_address.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace ferrule {

socklen_t progress_address(std::string_view name, sockaddr_un& address) {
  address = {};
  address.sun_family = AF_UNIX;
  // Behind a first byte of 0.
  const std::size_t length = std::min(name.size(), sizeof address.sun_path - 1);
  std::memcpy(address.sun_path + 1, name.data(), length);
  return static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + length);
}

bool is_set_for_ninja(std::string_view name, std::string_view value) {
  return name == kProgressVariable || (name == "NINJA_STATUS" && value.starts_with(kStatusMark)) ||
         (name == "CLICOLOR_FORCE" && value == kColorsForNinja);
}

}  // namespace ferrule
