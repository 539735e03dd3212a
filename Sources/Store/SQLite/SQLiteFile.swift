import CSQLite

/// A file as SQLite has it open, on whichever file system that is.
///
/// A second descriptor of our own would not do: to close one takes the locks of all away (POSIX).
struct SQLiteFile {
    private let database: DatabaseHandle
    private let pointer: UnsafeMutablePointer<sqlite3_file>
    private let methods: sqlite3_io_methods

    /// The write-ahead log of a database that was read from; nil when there is none.
    static func log(of database: DatabaseHandle) throws(StoreError) -> SQLiteFile? {
        let mode = try Statement("PRAGMA journal_mode", in: database).firstRow { $0.text(at: 0) }
        return mode == "wal" ? try opened(SQLITE_FCNTL_JOURNAL_POINTER, by: database) : nil
    }

    /// The database file itself, without what is in its log.
    static func main(of database: DatabaseHandle) throws(StoreError) -> SQLiteFile? {
        try opened(SQLITE_FCNTL_FILE_POINTER, by: database)
    }

    private static func opened(
        _ which: Int32, by database: DatabaseHandle
    ) throws(StoreError) -> SQLiteFile? {
        var pointer: UnsafeMutablePointer<sqlite3_file>?
        let code = sqlite3_file_control(try database.open(), "main", which, &pointer)
        try database.check(code)
        guard let pointer, let methods = pointer.pointee.pMethods else { return nil }
        return SQLiteFile(database: database, pointer: pointer, methods: methods.pointee)
    }

    /// Its length in bytes.
    func size() throws(StoreError) -> Int {
        var size: sqlite3_int64 = 0
        try check(methods.xFileSize(pointer, &size))
        return Int(size)
    }

    /// Reads bytes, all of which have to be there.
    func read(_ target: UnsafeMutableRawBufferPointer, at offset: Int) throws(StoreError) {
        try check(
            methods.xRead(
                pointer, target.baseAddress, Int32(target.count), sqlite3_int64(offset)))
    }

    /// Whether SQLite fills the last sector of a commit with copies of its last frame, because the disk may
    /// spoil what is beside what it writes.
    var padsCommits: Bool {
        methods.xDeviceCharacteristics(pointer) & SQLITE_IOCAP_POWERSAFE_OVERWRITE == 0
    }

    /// Waits until all that was written is on disk.
    func synchronize() throws(StoreError) {
        try check(methods.xSync(pointer, SQLITE_SYNC_NORMAL))
    }

    private func check(_ code: Int32) throws(StoreError) {
        guard code == SQLITE_OK else {
            throw StoreError(
                code: code, message: String(cString: sqlite3_errstr(code)), path: database.path)
        }
    }
}
