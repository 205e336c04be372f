// The launcher as the linker: rustc compiles an executable or a procedural macro and calls what it takes for the
// linker, which keeps what it is given instead of linking it (unlinked.h), or only what rustc adds to the link
// (link_roots.h).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// What a stand-in keeps of the linker's arguments.
enum class KeptOfLink { all, roots };

/// Makes rustc, whose command is `words` and which writes to `directory`, call this program instead of its linker.
/// rustc goes by the linker's name for the form of its arguments, so the stand-in has it too.
Status set_linker_stand_in(std::vector<std::string>& words, const std::string& directory,
                           KeptOfLink kept = KeptOfLink::all);

/// The linker that `words` ask rustc for, as its `-C linker`; "cc" without.
std::string linker_of(const std::vector<std::string>& words);

/// Whether this program has been called as a linker, by its name in argv.
bool is_linker_stand_in(const std::string& program);

/// Keeps what the linker would get. `arguments` is argv. Returns the exit status; what goes wrong is printed, and
/// rustc shows it.
int stand_in_for_linker(const std::vector<std::string>& arguments);

}  // namespace ferrule
