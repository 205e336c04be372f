#include <cstdio>

extern "C" int engine_count();
extern "C" int second_count();

int main() { std::printf("%d %d\n", engine_count(), second_count()); }
