extern "C" int on_event(int);
extern "C" int run_loop() { return on_event(2); }
