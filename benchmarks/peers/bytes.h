// How frames are written and read: numbers with their highest octet first, and plain bytes.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline char *put(char *to, size_t octets, uint64_t number) {
    for (size_t index = octets; index-- > 0; number >>= 8) to[index] = (char)number;
    return to + octets;
}

static inline uint64_t get(const char *from, size_t octets) {
    uint64_t number = 0;
    for (size_t index = 0; index < octets; index++) number = number << 8 | (uint8_t)from[index];
    return number;
}

static inline char *put_bytes(char *to, const char *bytes, size_t size) {
    return (char *)memcpy(to, bytes, size) + size;
}
