#include <cstdio>

extern "C" int engine_half();
int core_whole();

int main() { std::printf("core: %d, engine: %d\n", core_whole(), engine_half()); }
