#ifndef SERVICE_LABEL_H
#define SERVICE_LABEL_H

#include <stddef.h>

/* The characters a label has after the code of the part: `*` and eight digits. */
#define SERVICE_LABEL_SUFFIX 9

/*
 * Writes the label for a part, `<code>*<checksum>`, and a zero byte.
 * Returns its length without the zero byte, or 0 if it does not fit.
 */
size_t service_label_format(const char *code, size_t code_length, char *out, size_t out_size);

#endif
