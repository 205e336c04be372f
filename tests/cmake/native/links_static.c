#include <stdio.h>

int from_static(void);

int main(void) {
  printf("static: %d\n", from_static());
  return 0;
}
