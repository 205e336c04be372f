#include <cstdio>

extern "C" int allocate();

int main() { std::printf("caught: %d\n", allocate()); }
