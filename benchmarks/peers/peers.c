// Publishes to a peer of the backbone in the peer's own protocol, and waits for what makes it durable.
//
//   peers nats  --port P --publishers 8 --window 64 --payload 1024 --messages 20000
//   peers redis --port P ...
//   peers amqp  --port P ...
//
// One process, one connection a publisher, so many messages in flight over all of them. Prints one line
// of JSON: messages a second, and the time from each message to its acknowledgement.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "measure.h"
#include "peers.h"

enum { longest_silence_ms = 30000 };

struct options {
    size_t port, publishers, window, payload, messages;
};

static const struct protocol *const protocols[] = {&nats, &redis, &amqp};

_Noreturn void fail(const char *what, const char *said, size_t size) {
    fprintf(stderr, "%s: %.*s\n", what, (int)(size < 200 ? size : 200), said);
    exit(1);
}

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

static int connect_to(size_t port) {
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

// Publishes what the window has room for, in one write.
static void publish(const struct protocol *protocol, struct connection *connection, size_t window,
                    const char *body, size_t payload, char *room) {
    size_t size = 0;
    while (connection->sent < connection->share &&
           connection->sent - connection->acknowledged < window) {
        connection->started[connection->sent++] = now_ns();
        size += protocol->write(room + size, connection->number, body, payload);
    }
    if (size > 0) say(connection, room, size);
}

// Takes the answers that are there; started[n] becomes the time that message n took.
static void take_answers(const struct protocol *protocol, struct connection *connection) {
    hear(connection);
    size_t taken = 0, count = 0;
    for (;;) {
        size_t size = protocol->read(connection, connection->answers + taken,
                                     connection->have - taken, &count);
        if (size == 0) break;
        taken += size;
    }
    memmove(connection->answers, connection->answers + taken, connection->have - taken);
    connection->have -= taken;
    uint64_t now = now_ns();
    for (; count > 0; count--) {
        uint64_t *started = &connection->started[connection->acknowledged++];
        *started = now - *started;
    }
}

static double publish_all(const struct protocol *protocol, const struct options *options,
                          struct connection *connections, struct pollfd *polled) {
    size_t window = options->window / options->publishers;
    char *body = allocate(options->payload, 1);
    char *room = allocate(window, options->payload + frame_room);
    memset(body, 'x', options->payload);
    uint64_t start = now_ns();
    for (size_t open = options->publishers; open > 0;) {
        for (size_t index = 0; index < options->publishers; index++)
            publish(protocol, &connections[index], window, body, options->payload, room);
        if (poll(polled, options->publishers, longest_silence_ms) <= 0)
            fail("the peer said nothing in time", "", 0);
        for (size_t index = 0; index < options->publishers; index++) {
            if (polled[index].revents == 0) continue;
            struct connection *connection = &connections[index];
            take_answers(protocol, connection);
            if (connection->acknowledged < connection->share) continue;
            polled[index].fd = -1; // poll passes over it
            open--;
        }
    }
    free(body);
    free(room);
    return (double)(now_ns() - start) / 1e9;
}

static void run(const struct protocol *protocol, const struct options *options) {
    size_t count = options->publishers;
    uint64_t *took = allocate(options->messages, sizeof *took);
    struct connection *connections = allocate(count, sizeof *connections);
    struct pollfd *polled = allocate(count, sizeof *polled);
    for (size_t index = 0, first = 0; index < count; index++) {
        size_t share = options->messages / count + (index < options->messages % count);
        connections[index] = (struct connection){.socket = connect_to(options->port),
                                                 .number = index,
                                                 .share = share,
                                                 .started = took + first,
                                                 .answers = allocate(answer_room, 1)};
        protocol->greet(&connections[index]);
        polled[index] = (struct pollfd){.fd = connections[index].socket, .events = POLLIN};
        first += share;
    }
    double cpu = cpu_seconds();
    double seconds = publish_all(protocol, options, connections, polled);
    cpu = cpu_seconds() - cpu;
    print_figures(took, options->messages, (double)options->messages, seconds, cpu);
}

static struct options read_options(int count, char **arguments) {
    static const struct option known[] = {
        {"port", required_argument, NULL, 'p'},    {"publishers", required_argument, NULL, 'c'},
        {"window", required_argument, NULL, 'w'},  {"payload", required_argument, NULL, 's'},
        {"messages", required_argument, NULL, 'm'}, {NULL, 0, NULL, 0}};
    struct options options = {0, 1, 256, 1024, 20000};
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 'p': options.port = positive("port", optarg); break;
        case 'c': options.publishers = positive("publishers", optarg); break;
        case 'w': options.window = positive("window", optarg); break;
        case 's': options.payload = positive("payload", optarg); break;
        case 'm': options.messages = positive("messages", optarg); break;
        default: exit(2);
        }
    }
    return options;
}

int main(int count, char **arguments) {
    const char *name = count > 1 ? arguments[1] : "";
    for (size_t index = 0; index < sizeof protocols / sizeof *protocols; index++) {
        if (strcmp(name, protocols[index]->name) != 0) continue;
        struct options options = read_options(count - 1, arguments + 1);
        if (options.port == 0 || options.window < options.publishers ||
            options.messages < options.publishers)
            break;
        run(protocols[index], &options);
        return 0;
    }
    fprintf(stderr, "usage: peers nats|redis|amqp --port P [--publishers N] [--window N, at least "
                    "one a publisher] [--payload BYTES] [--messages N]\n");
    return 2;
}
