#include <stdint.h>
uint32_t engine_answer(void);
uint32_t asked(void) { return engine_answer(); }
