// Redis Streams: one XADD a message, answered with the id of the entry.

#include <stdio.h>
#include <string.h>

#include "peers.h"

static void redis_greet(struct connection *connection) {
    converse(connection, "*1\r\n$4\r\nPING\r\n", "PONG\r\n");
}

static size_t redis_write(char *to, size_t connection, const char *body, size_t size) {
    (void)connection;
    size_t head = (size_t)sprintf(
        to, "*5\r\n$4\r\nXADD\r\n$5\r\nbench\r\n$1\r\n*\r\n$4\r\nbody\r\n$%zu\r\n", size);
    memcpy(to + head, body, size);
    memcpy(to + head + size, "\r\n", 2);
    return head + size + 2;
}

static size_t redis_read(struct connection *connection, const char *from, size_t have,
                         size_t *count) {
    (void)connection;
    const char *name = line_end(from, have);
    if (name == NULL) return 0;
    if (*from != '$') fail("Redis", from, have);
    size_t whole = (size_t)(name - from) + last_number(from, name) + 2;
    if (have < whole) return 0;
    ++*count;
    return whole;
}

const struct protocol redis = {"redis", &tcp, redis_greet, redis_write, redis_read};
