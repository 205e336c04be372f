#include <cstdio>

extern "C" int left_answer();
extern "C" int left_catches();
extern "C" int left_checks();
extern "C" int right_answer();
extern "C" int right_catches();

int main() {
  std::printf("left: %d, right: %d, caught: %d %d, checks: %d\n", left_answer(), right_answer(), left_catches(),
              right_catches(), left_checks());
}
