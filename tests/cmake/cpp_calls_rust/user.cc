#include <cstdio>

int answer_of_rust();

int main() { std::printf("user: %d\n", answer_of_rust()); }
