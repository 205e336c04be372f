// What the operating system refused, as an error.
#pragma once

#include <string_view>

#include "base/result.h"

namespace ferrule {

/// "<what> `<path>`: <strerror(errno)>", with help where the reason has a well-known cure (a full disk, a read-only
/// one).
Error system_error(std::string_view what, std::string_view path, int error_number);

}  // namespace ferrule
