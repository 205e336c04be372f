#include <stdint.h>
#include <stdio.h>
size_t LENGTH(uint64_t count);
int main(void) {
  printf("%zu\n", LENGTH(9));
  return 0;
}
