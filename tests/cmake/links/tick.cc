extern "C" int step();
extern "C" int tick() { return step() + 1; }
