#include <cstdio>

extern "C" int alpha_length();

int main() { std::printf("caller: %d\n", alpha_length()); }
