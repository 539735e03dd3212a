import CSQLite

/// How BusNode opens a file: which settings, in which order, and which files it refuses.
struct OpeningRecipe {
    /// The most bytes of pages kept in memory.
    let cacheSize: Int

    /// The file system that SQLite works on, by the name it is registered under; nil for the system's.
    let fileSystem: String?

    /// Whether a damaged write-ahead log is taken as far as it can be read, and the rest given up.
    let acceptsLoss: Bool

    /// Marks a file as BusNode's, in SQLite's `application_id`: "BusN" in ASCII.
    static let applicationID: Int64 = 0x4275_734E

    /// The size of a page in bytes: four times SQLite's own, which halves the work of a large commit.
    static let pageSize = 16_384

    /// The WAL file is cut to this many bytes, 64 MiB, after a burst has made it longer.
    static let walSizeLimit = 64 << 20

    /// Opens a file that is new or BusNode's; anything else is left as it is.
    func open(_ path: String) throws(StoreError) -> DatabaseHandle {
        let database = try DatabaseHandle(path: path, fileSystem: fileSystem)
        try database.check(busnode_sqlite_defend(try database.open()))
        // What is refused stays as it is, its log, too.
        try database.check(busnode_sqlite_keep_log(try database.open(), 1))
        guard sqlite3_db_readonly(try database.open(), "main") == 0 else {
            throw StoreError(.readOnly, "this file may be read but not written", path: path)
        }
        try database.execute(settings)
        let isNew = try identify(database)
        // Now the lock is ours, and nothing is copied out of the log yet.
        if !acceptsLoss { try checkLog(of: database) }
        try useWAL(database)
        if isNew {
            try database.execute("PRAGMA application_id = \(Self.applicationID)")
        }
        try database.check(busnode_sqlite_keep_log(try database.open(), 0))
        return database
    }

    /// What has to be set before the file is first read. Exclusive locking comes before everything else:
    /// then the index of the WAL file is in our memory, and the lock is taken with the first read.
    private var settings: String {
        """
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA page_size = \(Self.pageSize);
        PRAGMA mmap_size = 0;
        PRAGMA cell_size_check = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -\(cacheSize / 1024);
        """
    }

    /// Whether the file is new.
    ///
    /// - Throws: `StoreError` when it is a database of another program.
    private func identify(_ database: DatabaseHandle) throws(StoreError) -> Bool {
        let found = try database.firstInteger("PRAGMA application_id")
        let tables = try database.firstInteger("SELECT count(*) FROM sqlite_schema")
        if found == Self.applicationID { return false }
        guard found == 0, tables == 0 else {
            throw StoreError(
                .notBusNode,
                "this is a SQLite file of another program (its application_id is \(found), "
                    + "BusNode's is \(Self.applicationID), and it has \(tables) tables and indexes)",
                path: database.path)
        }
        return true
    }

    /// - Throws: `StoreError` when SQLite would lose what was committed, without a word.
    private func checkLog(of database: DatabaseHandle) throws(StoreError) {
        let pageSize = try database.firstInteger("PRAGMA page_size")
        guard let damage = try WriteAheadLog.damage(database, pageSize: Int(pageSize)) else {
            return
        }
        throw StoreError(
            .corrupt,
            "the write-ahead log \(database.path)-wal is damaged \(damage), and what was committed after "
                + "that cannot be read; put a backup in the place of both files, or keep what stands "
                + "before the damage and give up the rest with: "
                + "busnode verify --accept-loss \(database.path)",
            path: database.path)
    }

    private func useWAL(_ database: DatabaseHandle) throws(StoreError) {
        let statement = try Statement("PRAGMA journal_mode = WAL", in: database)
        // To the end: SQLite gives the row first, and commits the change of the file after it.
        let mode = try statement.rows { $0.text(at: 0) }.first
        guard mode == "wal" || database.path == ":memory:" else {
            throw StoreError(
                .cannotOpen, "this file system allows no WAL file (the journal is \(mode ?? "?"))",
                path: database.path)
        }
        try database.execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA journal_size_limit = \(Self.walSizeLimit);
            """)
        // After wal_autocheckpoint, which takes the hook away.
        try database.countWALPages()
    }
}
