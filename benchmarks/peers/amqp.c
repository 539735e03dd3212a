// RabbitMQ: a quorum queue, asked in AMQP 0-9-1 with the publisher confirms that RabbitMQ adds to it.
//
// A frame is its type, channel and size, then so many bytes, then an octet that ends it. Numbers have
// their highest octet first. A message is three frames: the method, its properties, its body.

#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "peers.h"

enum {
    head_size = 7,               // of a frame
    frame_end = 0xCE,            // the octet behind it
    frame_limit = 131072,        // bytes of a frame, as RabbitMQ proposes it
    most_kept = 10000,           // messages in the queue, which drops the oldest beyond
    has_delivery_mode = 1 << 12, // among the flags of the properties
    persistent = 2,              // a delivery mode
    durable = 1 << 1,            // among the flags of a declaration
    mandatory = 1                // a flag of a publish: it comes back if there is no queue for it
};

enum frame { method_frame = 1, properties_frame = 2, body_frame = 3, heartbeat_frame = 8 };

// The class in the upper half, the method in the lower.
enum method {
    connection_start = 10 << 16 | 10,
    connection_start_ok = 10 << 16 | 11,
    connection_tune = 10 << 16 | 30,
    connection_tune_ok = 10 << 16 | 31,
    connection_open = 10 << 16 | 40,
    connection_open_ok = 10 << 16 | 41,
    connection_close = 10 << 16 | 50,
    channel_open = 20 << 16 | 10,
    channel_open_ok = 20 << 16 | 11,
    channel_close = 20 << 16 | 40,
    queue_declare = 50 << 16 | 10,
    queue_declare_ok = 50 << 16 | 11,
    basic_publish = 60 << 16 | 40,
    basic_ack = 60 << 16 | 80,
    confirm_select = 85 << 16 | 10,
    confirm_select_ok = 85 << 16 | 11
};

static char *put_text(char *to, const char *text) {
    return put_bytes(put(to, 1, strlen(text)), text, strlen(text));
}

static char *begin_frame(char *frame, enum frame type, size_t channel) {
    return put(put(put(frame, 1, type), 2, channel), 4, 0); // the size is known at the end
}

static char *begin_method(char *frame, size_t channel, enum method method) {
    return put(begin_frame(frame, method_frame, channel), 4, method);
}

static char *end_frame(char *frame, char *to) {
    put(frame + 3, 4, (uint64_t)(to - frame) - head_size);
    return put(to, 1, frame_end);
}

// The bytes of the first frame, 0 when it is not there whole.
static size_t frame_size(const char *from, size_t have) {
    size_t whole = have < head_size ? 0 : head_size + get(from + 3, 4) + 1;
    return have < whole ? 0 : whole;
}

static enum method method_of(const char *frame) { return get(frame + head_size, 4); }

static _Noreturn void give_up(const char *why) { fail("RabbitMQ", why, strlen(why)); }

// Ends the program with what a frame says that was not to come.
static _Noreturn void refuse(const char *frame) {
    enum method method = method_of(frame);
    const char *why = frame + head_size + 4 + 2; // behind a number for programs, a text for people
    if (method == connection_close || method == channel_close)
        fail("RabbitMQ", why + 1, (uint8_t)*why);
    char what[64];
    snprintf(what, sizeof what, "method %d of class %d", method & 0xFFFF, method >> 16);
    give_up(what);
}

// Waits for a method and forgets it; nothing else is said before the next question.
static void await(struct connection *connection, enum method method) {
    while (frame_size(connection->answers, connection->have) == 0) hear(connection);
    if (method_of(connection->answers) != method) refuse(connection->answers);
    connection->have = 0;
}

static void tell(struct connection *connection, char *frame, char *to) {
    say(connection, frame, (size_t)(end_frame(frame, to) - frame));
}

static void open_connection(struct connection *connection) {
    static const char login[] = "\0guest\0guest";
    char frame[frame_room];
    say(connection, "AMQP\x00\x00\x09\x01", 8);
    await(connection, connection_start);
    char *to = put(begin_method(frame, 0, connection_start_ok), 4, 0); // no properties of ours
    to = put_text(to, "PLAIN");
    to = put_bytes(put(to, 4, sizeof login - 1), login, sizeof login - 1);
    tell(connection, frame, put_text(to, "en_US"));
    await(connection, connection_tune);
    to = put(begin_method(frame, 0, connection_tune_ok), 2, 1); // channels
    to = put(put(to, 4, frame_limit), 2, 0);                    // no heartbeats
    tell(connection, frame, to);
    to = put_text(begin_method(frame, 0, connection_open), "/");
    tell(connection, frame, put(to, 2, 0)); // two fields that have no meaning any more
    await(connection, connection_open_ok);
}

static void declare_queue(struct connection *connection) {
    char frame[frame_room];
    char *to = put(begin_method(frame, 1, queue_declare), 2, 0);
    to = put(put_text(to, "bench"), 1, durable);
    char *table = to;
    to = put(put_text(to + 4, "x-queue-type"), 1, 'S');
    to = put_bytes(put(to, 4, strlen("quorum")), "quorum", strlen("quorum"));
    to = put(put(put_text(to, "x-max-length"), 1, 'l'), 8, most_kept);
    put(table, 4, (uint64_t)(to - table) - 4);
    tell(connection, frame, to);
    await(connection, queue_declare_ok);
}

static void amqp_greet(struct connection *connection) {
    char frame[frame_room];
    open_connection(connection);
    tell(connection, frame, put_text(begin_method(frame, 1, channel_open), ""));
    await(connection, channel_open_ok);
    if (connection->number == 0) declare_queue(connection);
    tell(connection, frame, put(begin_method(frame, 1, confirm_select), 1, 0));
    await(connection, confirm_select_ok);
}

static size_t amqp_write(char *to, size_t connection, const char *body, size_t size) {
    (void)connection;
    if (size > frame_limit - head_size - 1) give_up("a body of more than a frame");
    char *frame = to, *from = to;
    to = put(begin_method(frame, 1, basic_publish), 2, 0);
    to = put(put_text(put_text(to, ""), "bench"), 1, mandatory); // the exchange of all queues
    frame = end_frame(frame, to);
    to = put(put(begin_frame(frame, properties_frame, 1), 4, 60 << 16), 8, size);
    to = put(put(to, 2, has_delivery_mode), 1, persistent);
    frame = end_frame(frame, to);
    to = put_bytes(begin_frame(frame, body_frame, 1), body, size);
    return (size_t)(end_frame(frame, to) - from);
}

static size_t amqp_read(struct connection *connection, const char *from, size_t have,
                        size_t *count) {
    size_t whole = frame_size(from, have);
    if (whole == 0 || *from == heartbeat_frame) return whole;
    if (method_of(from) != basic_ack) refuse(from);
    const char *arguments = from + head_size + 4;
    size_t number = get(arguments, 8), known = connection->acknowledged + *count;
    int all_before = arguments[8] & 1; // it acknowledges what was published before, too
    if (number <= known || number > connection->sent || (!all_before && number != known + 1))
        give_up("confirms are not in order");
    *count = number - connection->acknowledged;
    return whole;
}

const struct protocol amqp = {"amqp", &tcp, amqp_greet, amqp_write, amqp_read};
