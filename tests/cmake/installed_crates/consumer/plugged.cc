#include <cstdio>

extern "C" int plugin_answer();

int main() { std::printf("plugin: %d\n", plugin_answer()); }
