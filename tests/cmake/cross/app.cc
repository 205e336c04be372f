#include <cstdio>
#include <stdexcept>

#include "made.h"

extern "C" int engine_answer();
extern "C" char* engine_arch();
extern "C" unsigned reader_sum();

int main() {
  int caught = 0;
  try {
    throw std::runtime_error("C++");
  } catch (const std::exception&) {
    caught = 1;
  }
  std::printf("app: %s, %u, %d, %d, caught %d\n", engine_arch(), reader_sum(), engine_answer(), kMade, caught);
}
