#include <sqlite3.h>

/// SQLITE_TRANSIENT is a cast that Swift cannot import: SQLite copies the bound bytes before it returns.
static inline sqlite3_destructor_type busnode_sqlite_transient(void) { return SQLITE_TRANSIENT; }
/// SQLITE_STATIC: the bound bytes stay where they are until the statement is reset.
static inline sqlite3_destructor_type busnode_sqlite_static(void) { return SQLITE_STATIC; }
/// sqlite3_db_config takes variable arguments, which Swift cannot pass: no SQL may then corrupt the file on purpose.
static inline int busnode_sqlite_defend(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
/// Whether closing leaves the write-ahead log as it is, instead of copying it into the file and removing it.
static inline int busnode_sqlite_keep_log(sqlite3 *database, int keeps) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keeps, (int *)0);
}
