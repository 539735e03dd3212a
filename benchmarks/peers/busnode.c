// The backbone, asked in its own protocol (docs/protocol.md) over libzmq: a DEALER a
// connection, and one thread of libzmq for all of them.
//
// A command is a frame: a header of "BN", the version, which command it is and its correlation,
// then its fields. PUBLISH and REQUEST have a second frame, their payload. A CONFIRM lists the
// correlations of what has been committed, each with a number.
//
// A connection that breaks ends the program: to publish again what was not confirmed is another
// measurement. PING is answered, and not said: whoever has something to publish is not silent.

#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <zmq.h>

#include "bytes.h"
#include "measure.h"
#include "peers.h"

enum {
    version = 1,
    head_size = 12,         // of a frame
    confirmation_size = 16, // a correlation and a number
    session_size = 16,      // of its identifier
    hello_correlation = 1,
    create_correlation = 2,
    first_correlation = 3 // of what is published
};

enum command {
    hello = 0x01,
    welcome = 0x02,
    invite = 0x03,
    ping = 0x04,
    pong = 0x05,
    confirm = 0x07,
    refusal = 0x08, // ERROR
    publish = 0x10,
    request = 0x30,
    reply = 0x31
};

static _Noreturn void give_up(const char *why) { fail("BusNode", why, strlen(why)); }

static void check(bool fine, const char *function) {
    if (fine) return;
    const char *why = zmq_strerror(zmq_errno());
    fail(function, why, strlen(why));
}

static char *put_text(char *to, const char *text) {
    return put_bytes(put(to, 2, strlen(text)), text, strlen(text));
}

static char *begin_frame(char *frame, enum command command, uint64_t correlation) {
    char *to = put(put_bytes(frame, "BN", 2), 1, version);
    return put(put(to, 1, command), 8, correlation);
}

// Never waits: without a limit to what libzmq queues there is always room.
static void send_frame(void *dealer, const char *frame, size_t size, int flags) {
    check(zmq_send(dealer, frame, size, flags | ZMQ_DONTWAIT) >= 0, "zmq_send");
}

static void set_option(void *dealer, int option, int value) {
    check(zmq_setsockopt(dealer, option, &value, sizeof value) == 0, "zmq_setsockopt");
}

// Takes the command frame of a message, and drops its payload; false when there is no message.
static bool receive(void *dealer, zmq_msg_t *frame) {
    if (zmq_msg_recv(frame, dealer, ZMQ_DONTWAIT) < 0) {
        check(zmq_errno() == EAGAIN, "zmq_msg_recv");
        return false;
    }
    const char *head = zmq_msg_data(frame);
    if (zmq_msg_size(frame) < head_size || memcmp(head, "BN", 2) != 0 || head[2] != version)
        give_up("a frame of another protocol");
    if (!zmq_msg_more(frame)) return true;
    zmq_msg_t payload;
    zmq_msg_init(&payload);
    check(zmq_msg_recv(&payload, dealer, ZMQ_DONTWAIT) >= 0, "zmq_msg_recv");
    if (zmq_msg_more(&payload)) give_up("a message of more than two frames");
    zmq_msg_close(&payload);
    return true;
}

static enum command command_of(zmq_msg_t *frame) {
    return ((const uint8_t *)zmq_msg_data(frame))[3];
}

static uint64_t correlation_of(zmq_msg_t *frame) {
    return get((const char *)zmq_msg_data(frame) + 4, 8);
}

// A field of the frame behind others; ends the program when the frame has no room for it.
static const char *field(zmq_msg_t *frame, size_t offset, size_t size) {
    if (zmq_msg_size(frame) < offset + size) give_up("a frame that ends within a field");
    return (const char *)zmq_msg_data(frame) + offset;
}

// Ends the program with what a frame says that was not to come.
static _Noreturn void refuse(zmq_msg_t *frame) {
    if (command_of(frame) == invite) give_up("the connection broke, or the session ended");
    char what[256];
    if (command_of(frame) == refusal) {
        size_t code = get(field(frame, head_size, 2), 2), behind = head_size + 2 + code;
        size_t detail = get(field(frame, behind, 2), 2);
        snprintf(what, sizeof what, "%.*s: %.*s", (int)code, field(frame, head_size + 2, code),
                 (int)detail, field(frame, behind + 2, detail));
    } else {
        snprintf(what, sizeof what, "command 0x%02X", command_of(frame));
    }
    give_up(what);
}

static void answer_ping(void *dealer, zmq_msg_t *frame) {
    char answer[head_size];
    begin_frame(answer, pong, correlation_of(frame));
    send_frame(dealer, answer, head_size, 0);
}

static void busnode_wait(struct connection *connections, size_t count) {
    zmq_pollitem_t polled[count];
    for (size_t index = 0; index < count; index++)
        polled[index] = (zmq_pollitem_t){.socket = connections[index].dealer, .events = ZMQ_POLLIN};
    int ready = zmq_poll(polled, (int)count, longest_silence_ms);
    check(ready >= 0, "zmq_poll");
    if (ready == 0) give_up("it said nothing in time");
    for (size_t index = 0; index < count; index++)
        connections[index].ready = polled[index].revents != 0;
}

// Waits for a command and forgets it.
static void await(struct connection *connection, enum command command, uint64_t correlation) {
    zmq_msg_t frame;
    zmq_msg_init(&frame);
    for (;;) {
        busnode_wait(connection, 1);
        if (!receive(connection->dealer, &frame)) continue;
        if (command_of(&frame) == command && correlation_of(&frame) == correlation) break;
        if (command_of(&frame) != ping) refuse(&frame);
        answer_ping(connection->dealer, &frame);
    }
    zmq_msg_close(&frame);
}

// The socket says by its probe that it is there, and is invited.
static void open_session(struct connection *connection) {
    char frame[frame_room], session[session_size];
    if (getentropy(session, sizeof session) != 0) give_up("no random bytes for the session");
    await(connection, invite, 0);
    char *to = begin_frame(frame, hello, hello_correlation);
    to = put_bytes(to, session, sizeof session);
    to = put_text(put_text(to, "publisher in C"), "busnode-peers/1");
    to = put(put(to, 4, 0), 8, 0); // it follows no question, so there is no room for events
    send_frame(connection->dealer, frame, (size_t)(to - frame), 0);
    await(connection, welcome, hello_correlation);
}

static void create_topic(struct connection *connection) {
    static const char topic[] = "{\"topic\":\"bench\"}";
    char frame[frame_room];
    char *to = begin_frame(frame, request, create_correlation);
    to = put_text(put_text(put_text(to, "backbone"), "topics.create"), "");
    send_frame(connection->dealer, frame, (size_t)(to - frame), ZMQ_SNDMORE);
    send_frame(connection->dealer, topic, strlen(topic), 0);
    await(connection, reply, create_correlation);
}

static void busnode_open(struct connection *connection) {
    static void *context = NULL; // of all connections
    if (context == NULL) check((context = zmq_ctx_new()) != NULL, "zmq_ctx_new");
    connection->dealer = zmq_socket(context, ZMQ_DEALER);
    check(connection->dealer != NULL, "zmq_socket");
    set_option(connection->dealer, ZMQ_PROBE_ROUTER, 1);
    set_option(connection->dealer, ZMQ_LINGER, 0);
    set_option(connection->dealer, ZMQ_SNDHWM, 0);
    check(zmq_connect(connection->dealer, connection->work->endpoint) == 0, "zmq_connect");
    open_session(connection);
    if (connection->number == 0) create_topic(connection);
}

static void busnode_publish(struct connection *connection, size_t count) {
    char frame[frame_room];
    char *to = put_text(begin_frame(frame, publish, 0), "bench");
    to = put_text(to, "application/octet-stream");
    to = put_text(put_text(to, ""), ""); // every message is one, and they have no order
    to = put(to, 1 + 4 + 4 + 2, 0);      // no priority, time to live, delay or attributes
    for (; count > 0; count--) {
        begin_frame(frame, publish, first_correlation + begin_message(connection));
        send_frame(connection->dealer, frame, (size_t)(to - frame), ZMQ_SNDMORE);
        send_frame(connection->dealer, connection->work->body, connection->work->size, 0);
    }
}

static void take_confirmations(struct connection *connection, zmq_msg_t *frame, uint64_t now) {
    size_t count = get(field(frame, head_size, 2), 2);
    const char *confirmation = field(frame, head_size + 2, count * confirmation_size);
    for (; count > 0; count--, confirmation += confirmation_size) {
        uint64_t number = get(confirmation, 8) - first_correlation;
        if (number >= connection->sent || connection->acknowledged == connection->sent)
            give_up("it confirms what was not published");
        end_message(connection, number, now);
    }
}

static void busnode_take(struct connection *connection) {
    zmq_msg_t frame;
    zmq_msg_init(&frame);
    while (receive(connection->dealer, &frame)) {
        switch (command_of(&frame)) {
        case confirm: take_confirmations(connection, &frame, now_ns()); break;
        case ping: answer_ping(connection->dealer, &frame); break;
        default: refuse(&frame);
        }
    }
    zmq_msg_close(&frame);
}

static const struct transport libzmq = {busnode_open, busnode_publish, busnode_wait, busnode_take};

const struct protocol busnode = {.name = "busnode", .transport = &libzmq};
