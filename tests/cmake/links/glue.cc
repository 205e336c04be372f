extern "C" int hidden();
extern "C" int glue() { return hidden() + 1; }
