extern "C" int packed();

int main() { return packed(); }
