#include <stdint.h>
#include <stdio.h>

uint32_t engine_value(void);

int main(void) {
  printf("%u\n", (unsigned)engine_value());
  return 0;
}
