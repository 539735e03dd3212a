// The transport of the peers whose protocols are bytes over TCP: plain sockets and poll.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "measure.h"
#include "peers.h"

const char *find(const char *from, size_t have, const char *text) {
    return memmem(from, have, text, strlen(text));
}

const char *line_end(const char *from, size_t have) {
    const char *end = find(from, have, "\r\n");
    return end == NULL ? NULL : end + 2;
}

size_t last_number(const char *from, const char *end) {
    const char *digits = end - 2;
    while (digits > from && digits[-1] >= '0' && digits[-1] <= '9') digits--;
    return strtoul(digits, NULL, 10);
}

void say(const struct connection *connection, const char *bytes, size_t size) {
    for (size_t done = 0; done < size;) {
        ssize_t written = write(connection->socket, bytes + done, size - done);
        if (written < 0) {
            perror("write");
            exit(1);
        }
        done += (size_t)written;
    }
}

void hear(struct connection *connection) {
    ssize_t size = read(connection->socket, connection->answers + connection->have,
                        answer_room - connection->have);
    if (size <= 0) {
        fprintf(stderr, "the peer closed the connection: %s\n", size < 0 ? strerror(errno) : "end");
        exit(1);
    }
    connection->have += (size_t)size;
}

void converse(struct connection *connection, const char *words, const char *answer) {
    say(connection, words, strlen(words));
    while (find(connection->answers, connection->have, answer) == NULL) hear(connection);
    if (find(connection->answers, connection->have, "\"error\"") != NULL)
        fail("refused", connection->answers, connection->have);
    connection->have = 0;
}

static int connect_to(const char *endpoint) {
    static const char loopback[] = "tcp://127.0.0.1:";
    if (strncmp(endpoint, loopback, strlen(loopback)) != 0)
        fail("not a port of the loopback interface", endpoint, strlen(endpoint));
    size_t port = positive("endpoint", endpoint + strlen(loopback));
    int descriptor = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("connect");
        exit(1);
    }
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

static void tcp_open(struct connection *connection) {
    const struct work *work = connection->work;
    connection->socket = connect_to(work->endpoint);
    connection->messages = allocate(work->window, work->size + frame_room);
    connection->answers = allocate(answer_room, 1);
    work->protocol->greet(connection);
}

// All messages in one write.
static void tcp_publish(struct connection *connection, size_t count) {
    const struct work *work = connection->work;
    char *to = connection->messages;
    for (; count > 0; count--) {
        begin_message(connection);
        to += work->protocol->write(to, connection->number, work->body, work->size);
    }
    say(connection, connection->messages, (size_t)(to - connection->messages));
}

static void tcp_wait(struct connection *connections, size_t count) {
    struct pollfd polled[count];
    for (size_t index = 0; index < count; index++) {
        struct connection *connection = &connections[index];
        bool waits = connection->acknowledged < connection->share;
        // poll passes over a descriptor below 0
        polled[index] = (struct pollfd){.fd = waits ? connection->socket : -1, .events = POLLIN};
    }
    if (poll(polled, count, longest_silence_ms) <= 0) fail("the peer said nothing in time", "", 0);
    for (size_t index = 0; index < count; index++)
        connections[index].ready = polled[index].revents != 0;
}

static void tcp_take(struct connection *connection) {
    hear(connection);
    size_t taken = 0, count = 0;
    for (;;) {
        size_t size = connection->work->protocol->read(connection, connection->answers + taken,
                                                       connection->have - taken, &count);
        if (size == 0) break;
        taken += size;
    }
    memmove(connection->answers, connection->answers + taken, connection->have - taken);
    connection->have -= taken;
    uint64_t now = now_ns();
    for (; count > 0; count--) end_message(connection, connection->acknowledged, now);
}

const struct transport tcp = {tcp_open, tcp_publish, tcp_wait, tcp_take};
