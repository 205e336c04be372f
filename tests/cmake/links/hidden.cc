extern "C" int hidden() { return 8; }
