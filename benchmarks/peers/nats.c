// JetStream: a stream in a file; every publish names the subject on which it is answered.

#include <stdio.h>
#include <string.h>

#include "peers.h"

static void nats_greet(struct connection *connection) {
    char words[512];
    snprintf(words, sizeof words,
             "CONNECT {\"verbose\":false}\r\nSUB answers.%zu 1\r\nPING\r\n", connection->number);
    converse(connection, words, "PONG\r\n");
    if (connection->number > 0) return;
    const char *stream = "{\"name\":\"bench\",\"subjects\":[\"bench\"],\"storage\":\"file\"}";
    snprintf(words, sizeof words, "PUB $JS.API.STREAM.CREATE.bench answers.0 %zu\r\n%s\r\n",
             strlen(stream), stream);
    converse(connection, words, "}\r\n");
}

static size_t nats_write(char *to, size_t connection, const char *body, size_t size) {
    size_t head = (size_t)sprintf(to, "PUB bench answers.%zu %zu\r\n", connection, size);
    memcpy(to + head, body, size);
    memcpy(to + head + size, "\r\n", 2);
    return head + size + 2;
}

static size_t nats_read(struct connection *connection, const char *from, size_t have,
                        size_t *count) {
    const char *body = line_end(from, have);
    if (body == NULL) return 0;
    if (strncmp(from, "PING", 4) == 0) {
        say(connection, "PONG\r\n", 6);
        return (size_t)(body - from);
    }
    if (strncmp(from, "INFO ", 5) == 0) return (size_t)(body - from);
    if (strncmp(from, "MSG ", 4) != 0) fail("NATS", from, have);
    size_t size = last_number(from, body), whole = (size_t)(body - from) + size + 2;
    if (have < whole) return 0;
    if (find(body, size, "\"error\"") != NULL || find(body, size, "\"seq\"") == NULL)
        fail("JetStream", body, size);
    ++*count;
    return whole;
}

const struct protocol nats = {"nats", &tcp, nats_greet, nats_write, nats_read};
