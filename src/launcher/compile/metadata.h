// A crate's metadata, wherever rustc has put it: in the member lib.rmeta of an rlib or, with `-Zembed-metadata=no`,
// in an .rmeta of its own. The rlib then holds a stub.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace ferrule {

/// Whether the file is metadata and nothing else.
bool is_metadata_file(std::string_view path);

/// What the rlib or .rmeta at `path` holds of it.
Result<std::string> read_metadata(const std::string& path);

}  // namespace ferrule
