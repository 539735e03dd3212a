// The limit of the feed: a plain XPUB/XSUB proxy in C over libzmq, nothing parsed, nothing stored.
//
//   feed proxy                                       prints PUBLISHERS,WATCHERS: its two endpoints
//   feed watch --endpoint P,W --watchers 10 --payload 1024 --window 256 --messages 50000
//
// watch: one process with a publisher and so many watchers, as our side of the comparison has them; so
// many messages are under way that the slowest watcher has not seen. Prints one line of JSON: what is
// seen by any of them a second, and the time from the publisher to each.

#include <getopt.h>
#include <stdbool.h>
#include <string.h>
#include <zmq.h>

#include "measure.h"

enum {
    queue_limit = 100000, // messages a socket; far above any window, so that nothing is dropped
    probe_ms = 20,        // between two probes for watchers that are still connecting
    longest_silence_ms = 10000
};

static const uint64_t probe = UINT64_MAX;

struct options {
    char *endpoint;
    size_t payload, window, messages, watchers;
};

static void check(bool fine, const char *function) {
    if (fine) return;
    fprintf(stderr, "%s: %s\n", function, zmq_strerror(zmq_errno()));
    exit(1);
}

static void *open_socket(void *context, int type) {
    void *socket = zmq_socket(context, type);
    check(socket != NULL, "zmq_socket");
    int limit = queue_limit;
    check(zmq_setsockopt(socket, ZMQ_SNDHWM, &limit, sizeof limit) == 0, "zmq_setsockopt");
    check(zmq_setsockopt(socket, ZMQ_RCVHWM, &limit, sizeof limit) == 0, "zmq_setsockopt");
    return socket;
}

static void run_proxy(void) {
    void *context = zmq_ctx_new();
    void *sockets[] = {open_socket(context, ZMQ_XSUB), open_socket(context, ZMQ_XPUB)};
    for (int index = 0; index < 2; index++) {
        check(zmq_bind(sockets[index], "tcp://127.0.0.1:*") == 0, "zmq_bind");
        char bound[256];
        size_t size = sizeof bound;
        check(zmq_getsockopt(sockets[index], ZMQ_LAST_ENDPOINT, bound, &size) == 0,
              "zmq_getsockopt");
        printf("%s%s", index == 0 ? "" : ",", bound);
    }
    puts("");
    fflush(stdout);
    zmq_proxy(sockets[0], sockets[1], NULL);
}

struct watch {
    const struct options *options;
    void *publisher;
    zmq_pollitem_t *watchers;
    size_t *seen; // of each watcher
    uint64_t *sent_at, *took;
    size_t sent, taken;
};

static void publish(struct watch *watch, uint64_t number) {
    zmq_msg_t message;
    check(zmq_msg_init_size(&message, watch->options->payload) == 0, "zmq_msg_init_size");
    memset(zmq_msg_data(&message), 'x', watch->options->payload);
    memcpy(zmq_msg_data(&message), &number, sizeof number);
    check(zmq_msg_send(&message, watch->publisher, 0) >= 0, "zmq_msg_send");
}

// Takes what a watcher has got; returns whether that was a probe.
static bool take_all(struct watch *watch, size_t watcher) {
    zmq_msg_t message;
    zmq_msg_init(&message);
    bool was_probed = false;
    while (zmq_msg_recv(&message, watch->watchers[watcher].socket, ZMQ_DONTWAIT) >= 0) {
        uint64_t number;
        memcpy(&number, zmq_msg_data(&message), sizeof number);
        if (number == probe) {
            was_probed = true;
            continue;
        }
        if (number != watch->seen[watcher]++) {
            fprintf(stderr, "watcher %zu missed a message\n", watcher);
            exit(1);
        }
        watch->took[watch->taken++] = now_ns() - watch->sent_at[number];
    }
    check(zmq_errno() == EAGAIN, "zmq_msg_recv");
    zmq_msg_close(&message);
    return was_probed;
}

static void await_watchers(struct watch *watch) {
    bool *is_there = allocate(watch->options->watchers, sizeof *is_there);
    size_t missing = watch->options->watchers;
    for (int attempt = 0; missing > 0; attempt++) {
        if (attempt > longest_silence_ms / probe_ms) {
            fprintf(stderr, "%zu watchers see nothing\n", missing);
            exit(1);
        }
        publish(watch, probe);
        zmq_poll(NULL, 0, probe_ms);
        for (size_t index = 0; index < watch->options->watchers; index++)
            if (take_all(watch, index) && !is_there[index]) {
                is_there[index] = true;
                missing--;
            }
    }
    free(is_there);
}

static size_t seen_by_all(const struct watch *watch) {
    size_t least = watch->sent;
    for (size_t index = 0; index < watch->options->watchers; index++)
        if (watch->seen[index] < least) least = watch->seen[index];
    return least;
}

static double watch_all(struct watch *watch) {
    const struct options *options = watch->options;
    uint64_t start = now_ns();
    for (size_t least = 0; least < options->messages; least = seen_by_all(watch)) {
        while (watch->sent < options->messages && watch->sent - least < options->window) {
            watch->sent_at[watch->sent] = now_ns();
            publish(watch, watch->sent++);
        }
        int ready = zmq_poll(watch->watchers, (int)options->watchers, longest_silence_ms);
        check(ready >= 0, "zmq_poll");
        if (ready == 0) {
            fprintf(stderr, "nothing was seen for %d ms\n", longest_silence_ms);
            exit(1);
        }
        for (size_t index = 0; index < options->watchers; index++)
            if (watch->watchers[index].revents & ZMQ_POLLIN) take_all(watch, index);
    }
    return (double)(now_ns() - start) / 1e9;
}

static void run_watch(const struct options *options) {
    char *watchers = strchr(options->endpoint, ',');
    if (watchers == NULL || options->payload < sizeof(uint64_t)) {
        fprintf(stderr, "--endpoint needs two endpoints, --payload 8 bytes\n");
        exit(2);
    }
    *watchers++ = '\0';
    void *context = zmq_ctx_new();
    struct watch watch = {.options = options, .publisher = open_socket(context, ZMQ_PUB)};
    check(zmq_connect(watch.publisher, options->endpoint) == 0, "zmq_connect");
    watch.watchers = allocate(options->watchers, sizeof *watch.watchers);
    watch.seen = allocate(options->watchers, sizeof *watch.seen);
    watch.sent_at = allocate(options->messages, sizeof *watch.sent_at);
    watch.took = allocate(options->messages * options->watchers, sizeof *watch.took);
    for (size_t index = 0; index < options->watchers; index++) {
        void *socket = open_socket(context, ZMQ_SUB);
        check(zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0) == 0, "zmq_setsockopt");
        check(zmq_connect(socket, watchers) == 0, "zmq_connect");
        watch.watchers[index] = (zmq_pollitem_t){.socket = socket, .events = ZMQ_POLLIN};
    }
    await_watchers(&watch);
    double cpu = cpu_seconds();
    double seconds = watch_all(&watch);
    cpu = cpu_seconds() - cpu;
    print_figures(watch.took, watch.taken, (double)watch.taken, seconds, cpu);
}

static struct options read_options(int count, char **arguments) {
    static const struct option known[] = {
        {"endpoint", required_argument, NULL, 'e'}, {"payload", required_argument, NULL, 'p'},
        {"window", required_argument, NULL, 'w'},   {"messages", required_argument, NULL, 'm'},
        {"watchers", required_argument, NULL, 'n'}, {NULL, 0, NULL, 0}};
    struct options options = {NULL, 1024, 256, 50000, 1};
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 'e': options.endpoint = optarg; break;
        case 'p': options.payload = positive("payload", optarg); break;
        case 'w': options.window = positive("window", optarg); break;
        case 'm': options.messages = positive("messages", optarg); break;
        case 'n': options.watchers = positive("watchers", optarg); break;
        default: exit(2);
        }
    }
    return options;
}

int main(int count, char **arguments) {
    const char *mode = count > 1 ? arguments[1] : "";
    struct options options = {0};
    if (strcmp(mode, "watch") == 0) options = read_options(count - 1, arguments + 1);
    if (strcmp(mode, "proxy") == 0) {
        run_proxy();
    } else if (options.endpoint != NULL) {
        run_watch(&options);
    } else {
        fprintf(stderr, "usage: feed proxy | feed watch --endpoint P,W [--watchers N] "
                        "[--payload BYTES] [--window N] [--messages N]\n");
        return 2;
    }
    return 0;
}
