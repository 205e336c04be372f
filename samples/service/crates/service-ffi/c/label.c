#include "label.h"

#include <string.h>

#include "service_checksum.h"

size_t service_label_format(const char *code, size_t code_length, char *out, size_t out_size)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    size_t length = code_length + SERVICE_LABEL_SUFFIX;
    if (length + 1 > out_size) {
        return 0;
    }

    uint32_t checksum =
        service_checksum_update(SERVICE_CHECKSUM_EMPTY, (const uint8_t *)code, code_length);
    memcpy(out, code, code_length);
    out += code_length;
    *out++ = '*';
    for (int shift = 28; shift >= 0; shift -= 4) {
        *out++ = DIGITS[(checksum >> shift) & 15];
    }
    *out = '\0';
    return length;
}
