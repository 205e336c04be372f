extern "C" int run();
extern "C" int start() { return run(); }
