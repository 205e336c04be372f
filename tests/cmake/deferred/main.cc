#include <cstdio>

extern "C" {
int one_value();
int two_value();
int is_loud();
int is_flagged();
int level();
int from_cpp();
int inner_value();
}

int main() {
  std::printf("%d %d %d %d %d %d %d\n", one_value(), two_value(), is_loud(), is_flagged(), level(), from_cpp(),
              inner_value());
}
