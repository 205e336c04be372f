#include <cstdio>

extern "C" int answer();

int main() { std::printf("host: %d\n", answer()); }
