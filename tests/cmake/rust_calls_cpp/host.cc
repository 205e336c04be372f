#include <cstdio>

extern "C" int plugin_answer();

int main() { std::printf("host: %d\n", plugin_answer()); }
