// What the protocols of the peers share: a connection, and how a peer is spoken to on it.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    answer_room = 1 << 16, // bytes of answers that a connection takes at a time
    frame_room = 512       // bytes of a message beside its body
};

struct connection {
    int socket;
    size_t number, share;      // which it is, and how many messages it publishes
    size_t sent, acknowledged; // in order, in every protocol here
    uint64_t *started;         // when each message was sent
    char *answers;
    size_t have;
};

// How a peer is spoken to.
struct protocol {
    const char *name;
    // Says what a connection begins with; the first one makes what is published to.
    void (*greet)(struct connection *connection);
    // Writes a message; returns its bytes.
    size_t (*write)(char *to, size_t connection, const char *body, size_t size);
    // The bytes of the first answer, 0 when it is not there whole; counts the messages that it
    // acknowledges, and ends the program if it refuses one.
    size_t (*read)(struct connection *connection, const char *from, size_t have, size_t *count);
};

extern const struct protocol nats, redis, amqp;

// Ends the program with what was done and what the peer said to it.
_Noreturn void fail(const char *what, const char *said, size_t size);

// Where a text begins; NULL when it is not there.
const char *find(const char *from, size_t have, const char *text);

// The end of the first line, behind its CR LF; NULL when there is none.
const char *line_end(const char *from, size_t have);

// The number at the end of a line.
size_t last_number(const char *from, const char *end);

void say(const struct connection *connection, const char *bytes, size_t size);

// Takes what the peer says; waits for it.
void hear(struct connection *connection);

// Says something and forgets what is answered up to a text.
void converse(struct connection *connection, const char *words, const char *answer);
