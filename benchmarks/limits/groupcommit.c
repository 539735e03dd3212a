// The limit of a durable publish: bare SQLite, WAL, synchronous=FULL, rows committed in batches.
//
//   groupcommit --file NEW.sqlite --batch 100 --row 1024 --rows 200000
//
// Prints one line of JSON: rows a second, and the time of one batch from BEGIN to the return of
// COMMIT, which is the least that a publish acknowledged after the commit can take.

#include <getopt.h>
#include <sqlite3.h>
#include <string.h>

#include "measure.h"

struct options {
    const char *file;
    size_t rows, row_bytes, batch, page_size, checkpoint_pages;
};

static void check(sqlite3 *database, int result, const char *what) {
    if (result == SQLITE_OK || result == SQLITE_DONE) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
    exit(1);
}

static void execute(sqlite3 *database, const char *sql) {
    check(database, sqlite3_exec(database, sql, NULL, NULL, NULL), sql);
}

static sqlite3 *open_database(const struct options *options) {
    sqlite3 *database = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    check(database, sqlite3_open_v2(options->file, &database, flags, NULL), options->file);
    char pragmas[256];
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA page_size=%zu; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
             "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=%zu;",
             options->page_size, options->checkpoint_pages);
    execute(database, pragmas);
    execute(database, "CREATE TABLE log (sequence INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
    return database;
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    check(database, sqlite3_prepare_v2(database, sql, -1, &statement, NULL), sql);
    return statement;
}

static void step(sqlite3 *database, sqlite3_stmt *statement) {
    check(database, sqlite3_step(statement), sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static void run(const struct options *options) {
    sqlite3 *database = open_database(options);
    sqlite3_stmt *begin = prepare(database, "BEGIN IMMEDIATE");
    sqlite3_stmt *insert = prepare(database, "INSERT INTO log (body) VALUES (?1)");
    sqlite3_stmt *commit = prepare(database, "COMMIT");
    unsigned char *row = allocate(options->row_bytes, 1);
    for (size_t index = 0; index < options->row_bytes; index++)
        row[index] = (unsigned char)(index * 31);
    size_t commits = (options->rows + options->batch - 1) / options->batch;
    uint64_t *took = allocate(commits, sizeof *took);

    double cpu = cpu_seconds();
    uint64_t start = now_ns();
    for (size_t turn = 0; turn < commits; turn++) {
        uint64_t turn_start = now_ns();
        step(database, begin);
        for (size_t index = 0; index < options->batch; index++) {
            int result =
                sqlite3_bind_blob64(insert, 1, row, options->row_bytes, SQLITE_STATIC);
            check(database, result, "sqlite3_bind_blob64");
            step(database, insert);
        }
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
