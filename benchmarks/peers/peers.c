// Publishes to a peer of the backbone, or to the backbone, in the protocol of each, and waits for
// what makes it durable.
//
//   peers nats    --endpoint tcp://127.0.0.1:P --publishers 8 --window 64 --payload 1024
//                 --messages 20000
//   peers redis   --endpoint E ...
//   peers amqp    --endpoint E ...
//   peers busnode --endpoint E ...
//
// One process, one connection a publisher, so many messages in flight over all of them. Prints one
// line of JSON: messages a second, and the time from each message to its acknowledgement.

#include <getopt.h>
#include <string.h>

#include "measure.h"
#include "peers.h"

struct options {
    const char *endpoint;
    size_t publishers, window, payload, messages;
};

static const struct protocol *const protocols[] = {&nats, &redis, &amqp, &busnode};

_Noreturn void fail(const char *what, const char *said, size_t size) {
    fprintf(stderr, "%s: %.*s\n", what, (int)(size < 200 ? size : 200), said);
    exit(1);
}

size_t begin_message(struct connection *connection) {
    connection->times[connection->sent] = now_ns();
    return connection->sent++;
}

void end_message(struct connection *connection, size_t number, uint64_t now) {
    connection->times[number] = now - connection->times[number];
    connection->acknowledged++;
}

// Publishes what the window has room for.
static void publish(struct connection *connection) {
    size_t room = connection->work->window - (connection->sent - connection->acknowledged);
    size_t left = connection->share - connection->sent;
    size_t count = left < room ? left : room;
    if (count > 0) connection->work->protocol->transport->publish(connection, count);
}

static double publish_all(const struct transport *transport, struct connection *connections,
                          size_t count, size_t messages) {
    uint64_t start = now_ns();
    while (messages > 0) {
        for (size_t index = 0; index < count; index++) publish(&connections[index]);
        transport->wait(connections, count);
        for (size_t index = 0; index < count; index++) {
            if (!connections[index].ready) continue;
            size_t before = connections[index].acknowledged;
            transport->take(&connections[index]);
            messages -= connections[index].acknowledged - before;
        }
    }
    return (double)(now_ns() - start) / 1e9;
}

static void run(const struct protocol *protocol, const struct options *options) {
    size_t count = options->publishers;
    char *body = allocate(options->payload, 1);
    memset(body, 'x', options->payload);
    struct work work = {protocol, options->endpoint, options->window / count, body,
                        options->payload};
    uint64_t *times = allocate(options->messages, sizeof *times);
    struct connection *connections = allocate(count, sizeof *connections);
    for (size_t index = 0, first = 0; index < count; index++) {
        size_t share = options->messages / count + (index < options->messages % count);
        connections[index] = (struct connection){
            .work = &work, .number = index, .share = share, .times = times + first};
        protocol->transport->open(&connections[index]);
        first += share;
    }
    double cpu = cpu_seconds();
    double seconds = publish_all(protocol->transport, connections, count, options->messages);
    cpu = cpu_seconds() - cpu;
    print_figures(times, options->messages, (double)options->messages, seconds, cpu);
}

static struct options read_options(int count, char **arguments) {
    static const struct option known[] = {
        {"endpoint", required_argument, NULL, 'e'}, {"publishers", required_argument, NULL, 'c'},
        {"window", required_argument, NULL, 'w'},   {"payload", required_argument, NULL, 's'},
        {"messages", required_argument, NULL, 'm'}, {NULL, 0, NULL, 0}};
    struct options options = {NULL, 1, 256, 1024, 20000};
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 'e': options.endpoint = optarg; break;
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
        if (options.endpoint == NULL || options.window < options.publishers ||
            options.messages < options.publishers)
            break;
        run(protocols[index], &options);
        return 0;
    }
    fprintf(stderr, "usage: peers nats|redis|amqp|busnode --endpoint ENDPOINT [--publishers N] "
                    "[--window N, at least one a publisher] [--payload BYTES] [--messages N]\n");
    return 2;
}
