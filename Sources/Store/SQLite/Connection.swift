import CSQLite

/// The one connection to a SQLite file, which the file's owner holds on one thread.
///
/// A commit is on disk when `commit()` returns: the journal is a WAL file, synchronised at every commit. An
/// owner that has better things to do meanwhile writes with `write()` and lets another thread wait
/// (`separateSync()`).
/// Nobody else can open the file meanwhile. Checkpoints, which copy the WAL file into the database file,
/// happen only when the owner calls `checkpoint()`, so that it can choose a quiet moment.
package final class Connection {
    let database: DatabaseHandle
    private let beginning: Statement
    private let committing: Statement
    private let rollingBack: Statement
    /// How commits get onto the disk where SQLite does not see to that itself.
    private var logSync: LogSync?

    /// Opens a BusNode file, or creates it.
    ///
    /// - Parameters:
    ///   - path: The file, in a folder that exists, or `:memory:` for a database that nobody keeps.
    ///   - cacheSize: The most bytes of pages kept in memory, 4 MiB unless said otherwise.
    ///   - acceptsLoss: Whether a write-ahead log that is damaged is taken as far as it can be read, instead
    ///     of being refused.
    ///   - fileSystem: The name of a `sqlite3_vfs` to work on, such as a test's own; nil for the system's.
    /// - Throws: `StoreError`, at once, when another process owns the file or the file is not BusNode's.
    package init(
        path: String, cacheSize: Int = 4 << 20, acceptsLoss: Bool = false,
        fileSystem: String? = nil
    ) throws(StoreError) {
        let recipe = OpeningRecipe(
            cacheSize: cacheSize, fileSystem: fileSystem, acceptsLoss: acceptsLoss)
        database = try recipe.open(path)
        beginning = try Statement("BEGIN IMMEDIATE", in: database)
        committing = try Statement("COMMIT", in: database)
        rollingBack = try Statement("ROLLBACK", in: database)
        // A crash leaves a WAL file behind; nothing is busy yet.
        try checkpoint()
    }

    /// Whether there is a file, of whatever kind.
    package static func exists(_ path: String) -> Bool {
        DatabaseHandle.exists(path)
    }

    /// The file, or `:memory:`.
    package var path: String { database.path }

    /// Runs SQL text of one or more statements that take no parameters; rows are passed over.
    package func execute(_ sql: String) throws(StoreError) {
        try database.execute(sql)
    }

    /// Compiles one statement, to be kept and run many times.
    package func prepare(_ sql: String) throws(StoreError) -> Statement {
        try Statement(sql, in: database)
    }

    /// The first column of the first row that a query gives; nil when there is none.
    package func firstInteger(_ sql: String) throws(StoreError) -> Int64? {
        try prepare(sql).firstRow { $0.integer(at: 0) }
    }

    /// Starts a transaction that may write.
    package func begin() throws(StoreError) {
        try beginning.run()
    }

    /// Ends the transaction; when this returns, its changes are on disk.
    ///
    /// After an error nothing is certain until `rollback()` was called.
    package func commit() throws(StoreError) {
        let isWritten = try end()
        if isWritten { try logSync?.run() }
    }

    /// Lets a thread of the owner's choice synchronise what `write()` writes.
    ///
    /// - Returns: what does that; nil where each commit has to do it itself: a database in memory has no
    ///   log, and a disk that may spoil what is beside what it writes wants SQLite to take care of that.
    package func separateSync() throws(StoreError) -> LogSync? {
        precondition(!isInTransaction, "how a transaction ends is settled before it begins")
        guard let log = try SQLiteFile.log(of: database), !log.padsCommits else { return nil }
        // From now on SQLite synchronises the log only where it is copied into the file, or begun anew.
        try database.execute("PRAGMA synchronous = NORMAL")
        // The first time SQLite's own file also makes sure of its name in the folder, and remembers that.
        try log.synchronize()
        let sync = LogSync(log)
        logSync = sync
        return sync
    }

    /// Ends the transaction without waiting for the disk; `separateSync()` was called before.
    ///
    /// - Returns: false when nothing was changed, so that there is nothing to wait for.
    package func write() throws(StoreError) -> Bool {
        precondition(logSync != nil, "SQLite waits for the disk unless separateSync() was called")
        return try end()
    }

    private func end() throws(StoreError) -> Bool {
        database.hasWritten = false
        try committing.run()
        return database.hasWritten
    }

    /// Undoes the transaction; does nothing when SQLite has already undone it by itself.
    package func rollback() throws(StoreError) {
        guard isInTransaction else { return }
        try rollingBack.run()
    }

    /// Runs `body` so that either all or none of its changes remain.
    ///
    /// Within an open transaction the changes join it, and are on disk when that one is committed.
    package func atomically<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        do {
            return try transaction(body)
        } catch let error as StoreError {
            throw error
        } catch {
            preconditionFailure("the body throws nothing else: \(error)")
        }
    }

    /// Like `atomically`, for a `body` that also throws errors which are not the store's.
    package func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        let joins = isInTransaction
        try execute(joins ? "SAVEPOINT atomically" : "BEGIN IMMEDIATE")
        do {
            let value = try body()
            try execute(joins ? "RELEASE atomically" : "COMMIT")
            return value
        } catch {
            // SQLite undoes everything by itself when the disk is full or fails: then nothing is open.
            if isInTransaction {
                try? execute(joins ? "ROLLBACK TO atomically; RELEASE atomically" : "ROLLBACK")
            }
            throw error
        }
    }

    /// Whether a transaction has begun and not ended.
    package var isInTransaction: Bool {
        database.pointer.map { sqlite3_get_autocommit($0) == 0 } ?? false
    }

    /// The row number that the last INSERT gave.
    package var lastInsertedRow: Int64 {
        database.pointer.map { sqlite3_last_insert_rowid($0) } ?? 0
    }

    /// The number of rows that the last INSERT, UPDATE or DELETE changed.
    package var changes: Int {
        database.pointer.map { Int(sqlite3_changes64($0)) } ?? 0
    }

    /// The pages (of 16 KiB) that `checkpoint()` would copy; kept up to date by every commit, free to read.
    package var walPageCount: Int { database.walPageCount }

    /// Copies what is in the WAL file into the database file and synchronises it; the WAL file is used
    /// anew from its start. Pages that a statement is still reading past stay for the next time.
    package func checkpoint() throws(StoreError) {
        precondition(!isInTransaction, "a checkpoint needs the transaction to have ended")
        var inLog: Int32 = 0
        var copied: Int32 = 0
        try database.check(
            sqlite3_wal_checkpoint_v2(
                try database.open(), nil, SQLITE_CHECKPOINT_PASSIVE, &inLog, &copied))
        database.walPageCount = max(0, Int(inLog) - Int(copied))
    }

    /// Undoes an open transaction, copies the WAL file into the database file and lets go of both.
    ///
    /// Statements of this connection throw from now on. A connection that is only dropped closes too,
    /// without telling of errors.
    package func close() throws(StoreError) {
        guard database.pointer != nil else { return }
        try rollback()
        try checkpoint()
        try database.close()
    }
}
