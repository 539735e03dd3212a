import CSQLite

/// The open file that a connection and its statements share, closed when the last of them is gone.
final class DatabaseHandle {
    /// The file, or `:memory:`.
    let path: String
    /// SQLite's own handle, nil once closed.
    private(set) var pointer: OpaquePointer?
    /// The pages committed to the WAL file and not yet copied into the database file.
    var walPageCount = 0
    /// Whether a commit has written to the WAL file since this was last set to false.
    var hasWritten = false

    /// Opens the file, or creates it; SQLite reads nothing of it yet.
    ///
    /// - Parameter fileSystem: the name of a file system that SQLite knows; its own when it is nil.
    init(path: String, fileSystem: String? = nil) throws(StoreError) {
        precondition(!path.isEmpty, "SQLite takes an empty path for a temporary file")
        self.path = path
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            | SQLITE_OPEN_EXRESCODE
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags, fileSystem)
        guard code == SQLITE_OK else {
            let message = String(cString: sqlite3_errmsg(opened))
            sqlite3_close_v2(opened)
            throw StoreError(code: code, message: message, path: path)
        }
        pointer = opened
    }

    /// Whether there is a file, of whatever kind.
    static func exists(_ path: String) -> Bool {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        sqlite3_close_v2(opened)
        return code == SQLITE_OK
    }

    deinit {
        // Statements keep the handle referenced, so none is left that would keep SQLite's alive.
        sqlite3_close_v2(pointer)
    }

    /// SQLite's handle.
    ///
    /// - Throws: `StoreError` once the connection is closed.
    func open() throws(StoreError) -> OpaquePointer {
        guard let pointer else {
            throw StoreError(code: SQLITE_MISUSE, message: "the connection is closed", path: path)
        }
        return pointer
    }

    /// Throws what SQLite reports, unless it reports success.
    func check(_ code: Int32, sql: String? = nil) throws(StoreError) {
        guard code == SQLITE_OK else { throw error(code, sql: sql) }
    }

    /// What SQLite says about the call that has just failed with this code.
    func error(_ code: Int32, sql: String? = nil) -> StoreError {
        StoreError(
            code: code, message: String(cString: sqlite3_errmsg(pointer)), sql: sql, path: path)
    }

    /// Counts the pages in the WAL file from now on, commit by commit.
    func countWALPages() throws(StoreError) {
        sqlite3_wal_hook(
            try open(),
            { context, _, _, pages in
                guard let context else { return SQLITE_MISUSE }
                let handle = Unmanaged<DatabaseHandle>.fromOpaque(context).takeUnretainedValue()
                handle.walPageCount = Int(pages)
                handle.hasWritten = true
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Finalizes every statement and closes the file, which releases its lock.
    func close() throws(StoreError) {
        guard let pointer else { return }
        while let statement = sqlite3_next_stmt(pointer, nil) {
            sqlite3_finalize(statement)
        }
        self.pointer = nil
        let code = sqlite3_close_v2(pointer)
        guard code == SQLITE_OK else {
            throw StoreError(code: code, message: String(cString: sqlite3_errstr(code)), path: path)
        }
    }
}
