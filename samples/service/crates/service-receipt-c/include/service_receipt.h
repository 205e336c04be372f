#ifndef SERVICE_RECEIPT_H
#define SERVICE_RECEIPT_H

#include <stddef.h>
#include <stdint.h>

enum {
    SERVICE_RECEIPT_VALID = 0,
    SERVICE_RECEIPT_MISMATCH = 1, /* of another message or another secret */
    SERVICE_RECEIPT_INVALID = 2   /* the secret or the receipt cannot be used */
};

/* Checks that `receipt`, a text, belongs to the message. */
int service_receipt_verify(const uint8_t *secret, size_t secret_length,
                           const uint8_t *message, size_t message_length,
                           const char *receipt);

#endif
