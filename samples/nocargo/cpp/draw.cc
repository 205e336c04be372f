#include <cstdio>

extern "C" {
char* list_shapes();
void free_text(char* text);
}

int main() {
  char* text = list_shapes();
  std::puts(text);
  free_text(text);
}
