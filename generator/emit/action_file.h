// Action files whose times tell ninja when the edge's work has changed.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "system/disk.h"

namespace ferrule {

/// Whether what was made by the action `before` is up to date for `now`. Cargo tells rustc of packages that were
/// asked for by name (CARGO_PRIMARY_PACKAGE), but compiles nothing again when others are; and a package's build
/// script doesn't run again when the package gets a test or a program, for then it may print more than before. When
/// the package loses one, what the script has printed may be refused.
bool is_same_work(std::string_view before, std::string_view now);

/// Writes `text` to an action file that is there, and leaves its time as it is where the work is the same.
Status update_action(Disk& disk, const std::string& path, const std::string& text);

}  // namespace ferrule
