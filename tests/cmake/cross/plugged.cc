#include <cstdio>

extern "C" int plugin_answer();

int main() { std::printf("plugged: %d\n", plugin_answer()); }
