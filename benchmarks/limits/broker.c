// The limit of a brokered question: plain C over libzmq, nothing parsed, nothing stored.
//
//   broker broker --endpoint tcp://127.0.0.1:*     prints the endpoint it is bound to
//   broker child  --endpoint E                     prints "ready"; answers with the question's body
//   broker parent --endpoint E --payload 100 --window 1 --questions 20000
//
// parent -> broker -> child -> broker -> parent, one process each, frames as BusNode has them:
// [destination][header][body]; the broker puts the sender in the place of the destination.
// The parent prints one line of JSON. Broker and child run until they are killed.

#include <getopt.h>
#include <stdbool.h>
#include <string.h>
#include <zmq.h>

#include "measure.h"

enum {
    header_bytes = 32,
    queue_limit = 100000,      // messages a socket; far above any window, so that nothing is dropped
    probe_ms = 20,             // how long a first question waits before it is asked again
    longest_silence_ms = 10000 // without an answer for this long the run has failed
};

static const uint64_t probe = UINT64_MAX;

struct options {
    const char *endpoint;
    size_t payload, window, questions, warm_up;
};

static void check(bool fine, const char *function) {
    if (fine) return;
    fprintf(stderr, "%s: %s\n", function, zmq_strerror(zmq_errno()));
    exit(1);
}

static void *open_socket(int type, const char *name, const char *endpoint) {
    void *context = zmq_ctx_new();
    check(context != NULL, "zmq_ctx_new");
    void *socket = zmq_socket(context, type);
    check(socket != NULL, "zmq_socket");
    int limit = queue_limit;
    check(zmq_setsockopt(socket, ZMQ_SNDHWM, &limit, sizeof limit) == 0, "zmq_setsockopt");
    check(zmq_setsockopt(socket, ZMQ_RCVHWM, &limit, sizeof limit) == 0, "zmq_setsockopt");
    if (name != NULL)
        check(zmq_setsockopt(socket, ZMQ_ROUTING_ID, name, strlen(name)) == 0, "zmq_setsockopt");
    if (type == ZMQ_ROUTER)
        check(zmq_bind(socket, endpoint) == 0, "zmq_bind");
    else
        check(zmq_connect(socket, endpoint) == 0, "zmq_connect");
    return socket;
}

// False when the socket's receive timeout passed.
static bool receive(void *socket, zmq_msg_t *frames, int count) {
    for (int index = 0; index < count; index++) {
        int size = zmq_msg_recv(&frames[index], socket, 0);
        if (size < 0 && index == 0 && zmq_errno() == EAGAIN) return false;
        check(size >= 0, "zmq_msg_recv");
        if (zmq_msg_more(&frames[index]) != (index < count - 1)) {
            fprintf(stderr, "a message does not have %d frames\n", count);
            exit(1);
        }
    }
    return true;
}

static void send_frames(void *socket, zmq_msg_t **frames, int count) {
    for (int index = 0; index < count; index++) {
        int flags = index < count - 1 ? ZMQ_SNDMORE : 0;
        check(zmq_msg_send(frames[index], socket, flags) >= 0, "zmq_msg_send");
    }
}

static void open_frames(zmq_msg_t *frames, int count) {
    for (int index = 0; index < count; index++) zmq_msg_init(&frames[index]);
}

static void run_broker(const struct options *options) {
    void *socket = open_socket(ZMQ_ROUTER, NULL, options->endpoint);
    char bound[256];
    size_t size = sizeof bound;
    check(zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, bound, &size) == 0, "zmq_getsockopt");
    puts(bound);
    fflush(stdout);
    zmq_msg_t frames[4]; // sender, destination, header, body
    open_frames(frames, 4);
    for (;;) {
        receive(socket, frames, 4);
        send_frames(socket, (zmq_msg_t *[]){&frames[1], &frames[0], &frames[2], &frames[3]}, 4);
    }
}

static void run_child(const struct options *options) {
    void *socket = open_socket(ZMQ_DEALER, "child", options->endpoint);
    zmq_msg_t frames[3]; // sender, header, body
    open_frames(frames, 3);
    puts("ready");
    fflush(stdout);
    for (;;) {
        receive(socket, frames, 3);
        send_frames(socket, (zmq_msg_t *[]){&frames[0], &frames[1], &frames[2]}, 3);
    }
}

static void ask(void *socket, const struct options *options, uint64_t number) {
    zmq_msg_t destination, header, body;
    check(zmq_msg_init_size(&destination, strlen("child")) == 0, "zmq_msg_init_size");
    check(zmq_msg_init_size(&header, header_bytes) == 0, "zmq_msg_init_size");
    check(zmq_msg_init_size(&body, options->payload) == 0, "zmq_msg_init_size");
    memcpy(zmq_msg_data(&destination), "child", strlen("child"));
    memset(zmq_msg_data(&header), 0, header_bytes);
    memcpy(zmq_msg_data(&header), &number, sizeof number);
    memset(zmq_msg_data(&body), 'x', options->payload);
    send_frames(socket, (zmq_msg_t *[]){&destination, &header, &body}, 3);
}

// The number of the next answer, or false when none came in time.
static bool next_answer(void *socket, const struct options *options, zmq_msg_t *frames,
                        uint64_t *number) {
    if (!receive(socket, frames, 3)) return false;
    if (zmq_msg_size(&frames[1]) != header_bytes || zmq_msg_size(&frames[2]) != options->payload) {
        fprintf(stderr, "an answer is not what was asked\n");
        exit(1);
    }
    memcpy(number, zmq_msg_data(&frames[1]), sizeof *number);
    return true;
}

static void set_patience(void *socket, int milliseconds) {
    check(zmq_setsockopt(socket, ZMQ_RCVTIMEO, &milliseconds, sizeof milliseconds) == 0,
          "zmq_setsockopt");
}

// Asks until the child, which may still be connecting, has answered once.
static void await_child(void *socket, const struct options *options, zmq_msg_t *frames) {
    uint64_t number;
    set_patience(socket, probe_ms);
    for (int attempt = 0; attempt < longest_silence_ms / probe_ms; attempt++) {
        ask(socket, options, probe);
        if (next_answer(socket, options, frames, &number)) return;
    }
    fprintf(stderr, "no child answers at %s\n", options->endpoint);
    exit(1);
}

// Asks `count` questions, never more than the window in flight; took[n] is the time of question n.
static double ask_all(void *socket, const struct options *options, zmq_msg_t *frames,
                      size_t count, uint64_t *took) {
    uint64_t start = now_ns();
    size_t asked = 0, answered = 0;
    while (answered < count) {
        while (asked < count && asked - answered < options->window) {
            took[asked] = now_ns();
            ask(socket, options, asked++);
        }
        uint64_t number;
        if (!next_answer(socket, options, frames, &number)) {
            fprintf(stderr, "no answer for %d ms\n", longest_silence_ms);
            exit(1);
        }
        if (number == probe) continue; // the late answer to a repeated probe
        took[number] = now_ns() - took[number];
        answered++;
    }
    return (double)(now_ns() - start) / 1e9;
}

static void run_parent(const struct options *options) {
    void *socket = open_socket(ZMQ_DEALER, "parent", options->endpoint);
    zmq_msg_t frames[3]; // sender, header, body
    open_frames(frames, 3);
    size_t most = options->questions > options->warm_up ? options->questions : options->warm_up;
    uint64_t *took = allocate(most, sizeof *took);
    await_child(socket, options, frames);
    set_patience(socket, longest_silence_ms);
    ask_all(socket, options, frames, options->warm_up, took);
    double cpu = cpu_seconds();
    double seconds = ask_all(socket, options, frames, options->questions, took);
    cpu = cpu_seconds() - cpu;
    print_figures(took, options->questions, (double)options->questions, seconds, cpu);
    free(took);
}

static struct options read_options(int count, char **arguments) {
    static const struct option known[] = {
        {"endpoint", required_argument, NULL, 'e'}, {"payload", required_argument, NULL, 'p'},
        {"window", required_argument, NULL, 'w'},   {"questions", required_argument, NULL, 'q'},
        {"warm-up", required_argument, NULL, 'u'},  {NULL, 0, NULL, 0}};
    struct options options = {NULL, 100, 1, 20000, 2000};
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 'e': options.endpoint = optarg; break;
        case 'p': options.payload = positive("payload", optarg); break;
        case 'w': options.window = positive("window", optarg); break;
        case 'q': options.questions = positive("questions", optarg); break;
        case 'u': options.warm_up = positive("warm-up", optarg); break;
        default: exit(2);
        }
    }
    if (options.endpoint == NULL) {
        fprintf(stderr, "--endpoint is needed\n");
        exit(2);
    }
    return options;
}

int main(int count, char **arguments) {
    const char *mode = count > 1 ? arguments[1] : "";
    void (*run)(const struct options *) = strcmp(mode, "broker") == 0   ? run_broker
                                          : strcmp(mode, "child") == 0  ? run_child
                                          : strcmp(mode, "parent") == 0 ? run_parent
                                                                        : NULL;
    if (run == NULL) {
        fprintf(stderr, "usage: broker broker|child|parent --endpoint ENDPOINT [--payload BYTES] "
                        "[--window N] [--questions N] [--warm-up N]\n");
        return 2;
    }
    struct options options = read_options(count - 1, arguments + 1);
    run(&options);
    return 0;
}
