extern "C" int linked() { return 2; }
