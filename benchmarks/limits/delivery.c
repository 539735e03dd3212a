// The limit of durable delivery: what the disk has to do for it, on bare SQLite, with no network.
//
//   delivery deliver --file NEW_FILE --batch 256 --row 1024 --rows 200000
//   delivery drain   --file NEW_FILE --batch 1000 --row 1024 --rows 1000000
//
// deliver: each commit holds a batch of new rows and the settlement of the batch before it.
// drain: with all rows there, each commit reads the oldest batch and settles it.
// Prints one line of JSON: rows a second, and the time of one batch with its commit.

#include <getopt.h>
#include <stdbool.h>

#include "database.h"

enum { page_size = 16384, checkpoint_pages = 4000, rows_a_fill = 10000 };

struct options {
    const char *file;
    size_t rows, row_bytes, batch;
};

struct log {
    sqlite3 *database;
    sqlite3_stmt *begin, *insert, *read, *settle, *commit;
    unsigned char *row;
};

static struct log open_statements(const struct options *options) {
    struct log log = {.database = open_log(options->file, page_size, checkpoint_pages)};
    log.begin = prepare(log.database, "BEGIN IMMEDIATE");
    log.insert = prepare(log.database, "INSERT INTO log (body) VALUES (?1)");
    log.read = prepare(log.database,
                       "SELECT sum(length(body)) FROM (SELECT body FROM log WHERE sequence > ?1 "
                       "AND sequence <= ?2 ORDER BY sequence)");
    log.settle = prepare(log.database, "DELETE FROM log WHERE sequence <= ?1");
    log.commit = prepare(log.database, "COMMIT");
    log.row = make_row(options->row_bytes);
    return log;
}

static void close_statements(struct log *log) {
    sqlite3_stmt *all[] = {log->begin, log->insert, log->read, log->settle, log->commit};
    for (size_t index = 0; index < sizeof all / sizeof *all; index++) sqlite3_finalize(all[index]);
    check(log->database, sqlite3_close(log->database), "sqlite3_close");
    free(log->row);
}

static void fill(struct log *log, const struct options *options) {
    for (size_t done = 0; done < options->rows; done += rows_a_fill) {
        size_t left = options->rows - done;
        step(log->database, log->begin);
        insert_rows(log->database, log->insert, log->row, options->row_bytes,
                    left < rows_a_fill ? left : rows_a_fill);
        step(log->database, log->commit);
    }
}

static void settle_until(struct log *log, size_t sequence) {
    check(log->database, sqlite3_bind_int64(log->settle, 1, (sqlite3_int64)sequence), "bind");
    step(log->database, log->settle);
}

static void read_between(struct log *log, size_t after, size_t until) {
    check(log->database, sqlite3_bind_int64(log->read, 1, (sqlite3_int64)after), "bind");
    check(log->database, sqlite3_bind_int64(log->read, 2, (sqlite3_int64)until), "bind");
    step(log->database, log->read);
}

static void run(const struct options *options, bool drains) {
    struct log log = open_statements(options);
    if (drains) fill(&log, options);
    size_t commits = (options->rows + options->batch - 1) / options->batch;
    uint64_t *took = allocate(commits, sizeof *took);
    double cpu = cpu_seconds();
    uint64_t start = now_ns();
    for (size_t turn = 0; turn < commits; turn++) {
        uint64_t turn_start = now_ns();
        size_t before = turn * options->batch;
        step(log.database, log.begin);
        if (drains) {
            read_between(&log, before, before + options->batch);
            settle_until(&log, before + options->batch);
        } else {
            insert_rows(log.database, log.insert, log.row, options->row_bytes, options->batch);
            settle_until(&log, before);
        }
        step(log.database, log.commit);
        took[turn] = now_ns() - turn_start;
    }
    double seconds = (double)(now_ns() - start) / 1e9;
    cpu = cpu_seconds() - cpu;
    print_figures(took, commits, (double)options->rows, seconds, cpu);
    close_statements(&log);
    free(took);
}

static struct options read_options(int count, char **arguments) {
    static const struct option known[] = {{"file", required_argument, NULL, 'f'},
                                          {"rows", required_argument, NULL, 'n'},
                                          {"row", required_argument, NULL, 'r'},
                                          {"batch", required_argument, NULL, 'b'},
                                          {NULL, 0, NULL, 0}};
    struct options options = {NULL, 200000, 1024, 256};
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 'f': options.file = optarg; break;
        case 'n': options.rows = positive("rows", optarg); break;
        case 'r': options.row_bytes = positive("row", optarg); break;
        case 'b': options.batch = positive("batch", optarg); break;
        default: exit(2);
        }
    }
    return options;
}

int main(int count, char **arguments) {
    const char *mode = count > 1 ? arguments[1] : "";
    bool drains = strcmp(mode, "drain") == 0;
    struct options options = {0};
    if (drains || strcmp(mode, "deliver") == 0) options = read_options(count - 1, arguments + 1);
    if (options.file == NULL) {
        fprintf(stderr, "usage: delivery deliver|drain --file NEW_FILE [--rows N] [--row BYTES] "
                        "[--batch N]\n");
        return 2;
    }
    run(&options, drains);
    return 0;
}
