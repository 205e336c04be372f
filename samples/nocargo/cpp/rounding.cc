#include <cmath>
#include <cstdint>

extern "C" std::int64_t round_to_whole(double value) { return std::llround(value); }
