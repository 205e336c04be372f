#ifndef SERVICE_CHECKSUM_H
#define SERVICE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* The checksum of no data at all. */
#define SERVICE_CHECKSUM_EMPTY UINT32_C(0)

/*
 * The checksum (CRC-32, polynomial 0xEDB88320) of the data that has `checksum`,
 * followed by `length` bytes at `data`.
 */
uint32_t service_checksum_update(uint32_t checksum, const uint8_t *data, size_t length);

#endif
