// toml++, without exceptions. Header-only: Debian's shared library is built with them.
#pragma once

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>
