// What the protocols of the peers share: a connection, and how a peer is spoken to on it.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    answer_room = 1 << 16,     // bytes of answers that TCP gives at a time
    frame_room = 512,          // bytes of a message beside its body
    longest_silence_ms = 30000 // of all connections together
};

// What all connections do.
struct work {
    const struct protocol *protocol;
    const char *endpoint; // tcp://127.0.0.1:PORT
    size_t window;        // messages in flight on a connection
    const char *body;     // of every message
    size_t size;          // of the body
};

struct connection {
    const struct work *work;
    size_t number, share;      // which it is, and how many messages it publishes
    size_t sent, acknowledged; // how many of them
    uint64_t *times;           // when each was sent; once it is acknowledged, what that took
    bool ready;                // there are answers to take
    void *dealer;              // over libzmq
    int socket;                // over TCP, and so are the others
    char *messages, *answers;
    size_t have; // bytes of answers
};

// By what means bytes come and go.
struct transport {
    // Connects, and says what a connection begins with.
    void (*open)(struct connection *connection);
    // Publishes so many messages; tells of each with begin_message.
    void (*publish)(struct connection *connection, size_t count);
    // Waits until a connection has answers, and marks all that have; ends the program if none has.
    void (*wait)(struct connection *connections, size_t count);
    // Takes the answers that are there; tells of each message with end_message.
    void (*take)(struct connection *connection);
};

// How a peer is spoken to. Those over TCP have the functions, and acknowledge in order.
struct protocol {
    const char *name;
    const struct transport *transport;
    // Says what a connection begins with; the first one makes what is published to.
    void (*greet)(struct connection *connection);
    // Writes a message; returns its bytes.
    size_t (*write)(char *to, size_t connection, const char *body, size_t size);
    // The bytes of the first answer, 0 when it is not there whole; counts the messages that it
    // acknowledges, and ends the program if it refuses one.
    size_t (*read)(struct connection *connection, const char *from, size_t have, size_t *count);
};

extern const struct transport tcp;
extern const struct protocol nats, redis, amqp, busnode;

// Ends the program with what was done and what the peer said to it.
_Noreturn void fail(const char *what, const char *said, size_t size);

// Counts a message as sent now; returns which of the connection's it is, from 0.
size_t begin_message(struct connection *connection);

// Counts a message as acknowledged at a time.
void end_message(struct connection *connection, size_t number, uint64_t now);

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
