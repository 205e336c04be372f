extern "C" int second_whole();

int core_whole() { return second_whole(); }
