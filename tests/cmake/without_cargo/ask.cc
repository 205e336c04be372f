extern "C" unsigned answer();

int main() { return answer() == 9 ? 0 : 1; }
