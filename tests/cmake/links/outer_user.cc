#include <cstdio>

extern "C" int inner_fn();
extern "C" int outer_count();
extern "C" int glue();

int main() { std::printf("%d %d %d\n", inner_fn(), outer_count(), glue()); }
