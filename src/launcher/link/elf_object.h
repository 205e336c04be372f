// ELF object files, as far as Ferrule touches them. Only those of this machine's byte order: others are taken to be
// something else.
#pragma once

#include <set>
#include <string>

namespace ferrule {

/// `object`, rustc's `symbols.o`, with an empty section `.note.GNU-stack`. To a linker an object without one is
/// assembly that may need an executable stack, and all of the program then gets that; GNU ld warns. rustc doesn't
/// write it and gives the linker `-z noexecstack` instead, which would have a say in the C and C++ of a program too.
/// What is no ELF object is returned as it is.
std::string with_stack_note(std::string object);

/// The symbols that a shared library of this object would export. None of what is no ELF object.
std::set<std::string> exported_symbols(const std::string& object);

/// Whether the compiler has put off making code until the link: then nothing but its plugin knows the symbols.
bool is_for_link_time_optimisation(const std::string& object);

}  // namespace ferrule
