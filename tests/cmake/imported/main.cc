#include <cstdint>
#include <cstdio>

#include "made.h"

extern "C" std::uint32_t engine_answer();

int main() { std::printf("%u %s\n", engine_answer(), MADE); }
