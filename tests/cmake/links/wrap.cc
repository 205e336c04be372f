extern "C" int engine_count();
extern "C" int wrapped_count() { return engine_count(); }
