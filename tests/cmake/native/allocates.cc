#include <cstddef>
#include <cstdio>

extern "C" {
std::size_t allocations();
int allocate();
}

int main() {
  std::size_t before = allocations();
  int caught = allocate();
  std::printf("counted: %s, caught: %d\n", allocations() >= before + 1000 ? "yes" : "no", caught);
}
