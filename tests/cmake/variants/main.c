#include <stdint.h>
#include <stdio.h>

#define DECLARE(name) uint64_t name##_value(void), name##_level(void), name##_count(void);
#define PRINT(name) printf(#name " %d %d %d;", (int)name##_value(), (int)name##_level(), (int)name##_count());
DECLARE(narrow) DECLARE(wide) DECLARE(level) DECLARE(of_directory)

int main(void) {
  PRINT(narrow) PRINT(wide) PRINT(level) PRINT(of_directory) PRINT(narrow)
  return 0;
}
