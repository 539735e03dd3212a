// What the limit programs over SQLite need: a file as the backbone has one, statements, turns.
#pragma once

#include <sqlite3.h>
#include <string.h>

#include "measure.h"

static inline void check(sqlite3 *database, int result, const char *what) {
    if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
    exit(1);
}

static inline void execute(sqlite3 *database, const char *sql) {
    check(database, sqlite3_exec(database, sql, NULL, NULL, NULL), sql);
}

// A new file with an empty log in it: WAL, synchronous=FULL, one connection.
static inline sqlite3 *open_log(const char *file, size_t page_size, size_t checkpoint_pages) {
    sqlite3 *database = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    check(database, sqlite3_open_v2(file, &database, flags, NULL), file);
    char pragmas[256];
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA page_size=%zu; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
             "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=%zu;",
             page_size, checkpoint_pages);
    execute(database, pragmas);
    execute(database, "CREATE TABLE log (sequence INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
    return database;
}

static inline sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    check(database, sqlite3_prepare_v2(database, sql, -1, &statement, NULL), sql);
    return statement;
}

// Runs a statement to its end; its rows, if it has any, are read and forgotten.
static inline size_t step(sqlite3 *database, sqlite3_stmt *statement) {
    size_t rows = 0;
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) rows++;
    check(database, result, sqlite3_sql(statement));
    sqlite3_reset(statement);
    return rows;
}

static inline unsigned char *make_row(size_t bytes) {
    unsigned char *row = allocate(bytes, 1);
    for (size_t index = 0; index < bytes; index++) row[index] = (unsigned char)(index * 31);
    return row;
}

static inline void insert_rows(sqlite3 *database, sqlite3_stmt *insert, const unsigned char *row,
                               size_t bytes, size_t count) {
    for (size_t index = 0; index < count; index++) {
        int result = sqlite3_bind_blob64(insert, 1, row, bytes, SQLITE_STATIC);
        check(database, result, "sqlite3_bind_blob64");
        step(database, insert);
    }
}
