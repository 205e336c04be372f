extern "C" int listed() { return 1; }
