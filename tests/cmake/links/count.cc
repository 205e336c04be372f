#include <cstdio>

extern "C" int COUNT();

int main() { std::printf("%d\n", COUNT()); }
