// The limit of a durable publish: bare SQLite, WAL, synchronous=FULL, rows committed in batches.
//
//   groupcommit --file NEW.sqlite --batch 100 --row 1024 --rows 200000
//
// Prints one line of JSON: rows a second, and the time of one batch from BEGIN to the return of
// COMMIT, which is the least that a publish acknowledged after the commit can take.

#include <getopt.h>

#include "database.h"

struct options {
    const char *file;
    size_t rows, row_bytes, batch, page_size, checkpoint_pages;
};

static void run(const struct options *options) {
    sqlite3 *database = open_log(options->file, options->page_size,
                                 options->checkpoint_pages);
    sqlite3_stmt *begin = prepare(database, "BEGIN IMMEDIATE");
    sqlite3_stmt *insert = prepare(database, "INSERT INTO log (body) VALUES (?1)");
    sqlite3_stmt *commit = prepare(database, "COMMIT");
    unsigned char *row = make_row(options->row_bytes);
    size_t commits = (options->rows + options->batch - 1) / options->batch;
    uint64_t *took = allocate(commits, sizeof *took);

    double cpu = cpu_seconds();
    uint64_t start = now_ns();
    for (size_t turn = 0; turn < commits; turn++) {
        uint64_t turn_start = now_ns();
        step(database, begin);
        insert_rows(database, insert, row, options->row_bytes, options->batch);
        step(database, commit);
        took[turn] = now_ns() - turn_start;
    }
    double seconds = (double)(now_ns() - start) / 1e9;
    cpu = cpu_seconds() - cpu;
    print_figures(took, commits, (double)(commits * options->batch), seconds, cpu);

    sqlite3_finalize(begin);
    sqlite3_finalize(insert);
    sqlite3_finalize(commit);
    check(database, sqlite3_close(database), "sqlite3_close");
    free(took);
    free(row);
}

static struct options read_options(int count, char **arguments) {
    static const struct option known[] = {
        {"file", required_argument, NULL, 'f'},      {"rows", required_argument, NULL, 'n'},
        {"row", required_argument, NULL, 'r'},       {"batch", required_argument, NULL, 'b'},
        {"page-size", required_argument, NULL, 'p'}, {"checkpoint", required_argument, NULL, 'c'},
        {NULL, 0, NULL, 0}};
    struct options options = {NULL, 200000, 1024, 100, 16384, 1000};
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 'f': options.file = optarg; break;
        case 'n': options.rows = positive("rows", optarg); break;
        case 'r': options.row_bytes = positive("row", optarg); break;
        case 'b': options.batch = positive("batch", optarg); break;
        case 'p': options.page_size = positive("page-size", optarg); break;
        case 'c': options.checkpoint_pages = positive("checkpoint", optarg); break;
        default: exit(2);
        }
    }
    return options;
}

int main(int count, char **arguments) {
    struct options options = read_options(count, arguments);
    if (options.file == NULL || optind != count) {
        fprintf(stderr, "usage: groupcommit --file NEW_FILE [--rows N] [--row BYTES] [--batch N] "
                        "[--page-size BYTES] [--checkpoint PAGES]\n");
        return 2;
    }
    run(&options);
    return 0;
}
