void print_flags(void);

int main(void) {
  print_flags();
  return 0;
}
