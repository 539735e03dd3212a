import Store
import TestSupport
import Testing
import Topics

struct ConnectionTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `what is committed is there when the file is opened again`() throws {
        let first = try open()
        try first.begin()
        try first.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")
        try first.execute("INSERT INTO note VALUES ('kept')")
        try first.commit()
        try first.close()

        #expect(try notes(in: open()) == ["kept"])
    }

    @Test func `a commit survives a crash, an open transaction does not`() throws {
        let connection = try openWithNotes()
        try connection.execute("INSERT INTO note VALUES ('committed')")
        try connection.begin()
        try connection.execute("INSERT INTO note VALUES ('in flight')")
        try folder.copy("test.sqlite", to: "crashed.sqlite")
        try folder.copy("test.sqlite-wal", to: "crashed.sqlite-wal")

        #expect(try notes(in: open("crashed.sqlite")) == ["committed"])
    }

    @Test func `a transaction that is written and synchronised is there after a crash`() throws {
        let connection = try openWithNotes()
        let sync = try #require(try connection.separateSync())
        try connection.begin()
        try connection.execute("INSERT INTO note VALUES ('synchronised')")
        #expect(try connection.write())
        // The next one is filled meanwhile.
        try connection.begin()
        try connection.execute("INSERT INTO note VALUES ('open')")
        try sync.run()
        try folder.copy("test.sqlite", to: "crashed.sqlite")
        try folder.copy("test.sqlite-wal", to: "crashed.sqlite-wal")
        #expect(try notes(in: open("crashed.sqlite")) == ["synchronised"])
        try connection.commit()
        #expect(try notes(in: connection) == ["synchronised", "open"])
    }

    @Test func `a transaction that changed nothing has nothing to wait for`() throws {
        let connection = try openWithNotes()
        _ = try connection.separateSync()
        try connection.begin()
        #expect(try notes(in: connection) == [])
        #expect(try !connection.write())
    }

    @Test func `a database in memory has nothing to synchronise`() throws {
        #expect(try Connection(path: ":memory:").separateSync() == nil)
    }

    @Test(arguments: [0, 1, 32_767, 32_768, 100_000])
    func `a payload is what it was, filled in or bound`(_ size: Int) throws {
        let connection = try open()
        try connection.execute(
            "CREATE TABLE letter (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
        let payload = Payload((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let add = try connection.prepare("INSERT INTO letter VALUES (7, ?)")
        let isRoom = try add.bind(roomFor: payload, at: 1)
        #expect(isRoom == (size >= 32_768))
        try add.run()
        if isRoom { try connection.fill("body", of: "letter", row: 7, with: payload) }
        let read = try connection.prepare("SELECT body FROM letter").firstRow { $0.bytes(at: 0) }
        #expect(read == payload.bytes)
    }

    @Test func `rolling back leaves no trace`() throws {
        let connection = try openWithNotes()
        try connection.begin()
        #expect(connection.isInTransaction)
        try connection.execute("INSERT INTO note VALUES ('gone')")
        try connection.rollback()
        #expect(!connection.isInTransaction)
        #expect(try notes(in: connection) == [])
    }

    @Test func `rolling back without a transaction does nothing`() throws {
        try openWithNotes().rollback()
    }

    @Test func `closing undoes what is not committed and copies the rest into the file`() throws {
        let connection = try openWithNotes()
        try connection.execute("INSERT INTO note VALUES ('kept')")
        try connection.begin()
        try connection.execute("INSERT INTO note VALUES ('gone')")
        try connection.close()
        try connection.close()

        #expect(!folder.has("test.sqlite-wal"))
        #expect(try notes(in: open()) == ["kept"])
    }

    @Test func `a statement of a closed connection throws`() throws {
        let connection = try openWithNotes()
        let insert = try connection.prepare("INSERT INTO note VALUES (?)")
        try connection.close()
        #expect(throws: StoreError.self) { try insert.bind("late", at: 1) }
        #expect(throws: StoreError.self) { try insert.run() }
        #expect(throws: StoreError.self) { try connection.begin() }
    }

    @Test func `the last statement keeps the file open after its connection`() throws {
        var connection: Connection? = try openWithNotes()
        let insert = try connection?.prepare("INSERT INTO note VALUES ('late')")
        connection = nil
        try insert?.run()
    }

    @Test func `changes that fail within a transaction leave what came before`() throws {
        let connection = try openWithNotes()
        try connection.begin()
        try connection.execute("INSERT INTO note VALUES ('before')")
        #expect(throws: StoreError.self) {
            try connection.atomically { () throws(StoreError) in
                try connection.execute("INSERT INTO note VALUES ('half')")
                try connection.execute("INSERT INTO note VALUES (NULL)")
            }
        }
        try connection.commit()
        #expect(try notes(in: connection) == ["before"])
    }

    @Test func `changes made together outside a transaction are committed or undone`() throws {
        let connection = try openWithNotes()
        try connection.atomically { () throws(StoreError) in
            try connection.execute("INSERT INTO note VALUES ('one')")
        }
        #expect(throws: StoreError.self) {
            try connection.atomically { () throws(StoreError) in
                try connection.execute("INSERT INTO note VALUES ('two')")
                try connection.execute("INSERT INTO note VALUES (NULL)")
            }
        }
        #expect(!connection.isInTransaction)
        #expect(try notes(in: connection) == ["one"])
    }

    @Test func `the rows changed and the row inserted last are known`() throws {
        let connection = try openWithNotes()
        try connection.execute("INSERT INTO note VALUES ('a'), ('b'), ('c')")
        #expect(connection.lastInsertedRow == 3)
        try connection.execute("UPDATE note SET text = 'd' WHERE text < 'c'")
        #expect(connection.changes == 2)
    }

    @Test func `pages wait in the WAL file until a checkpoint copies them`() throws {
        let connection = try openWithNotes()
        try connection.checkpoint()
        #expect(connection.walPageCount == 0)
        try connection.execute("INSERT INTO note VALUES (hex(zeroblob(100000)))")
        #expect(connection.walPageCount > 10)
        try connection.checkpoint()
        #expect(connection.walPageCount == 0)
        #expect(try folder.bytes(of: "test.sqlite").count > 200_000)
    }

    @Test func `the WAL file is used anew after a checkpoint`() throws {
        let connection = try openWithNotes()
        for _ in 0..<50 {
            try connection.execute("INSERT INTO note VALUES (hex(zeroblob(10000)))")
            try connection.checkpoint()
        }
        #expect(try folder.bytes(of: "test.sqlite-wal").count < 20 * 16_384)
    }

    @Test func `the WAL file that a crash left is copied at opening`() throws {
        let connection = try openWithNotes()
        try connection.execute("INSERT INTO note VALUES ('kept')")
        try folder.copy("test.sqlite", to: "crashed.sqlite")
        try folder.copy("test.sqlite-wal", to: "crashed.sqlite-wal")

        let reopened = try open("crashed.sqlite")
        #expect(reopened.walPageCount == 0)
        let size = try folder.bytes(of: "crashed.sqlite").count
        #expect(size > (try folder.bytes(of: "test.sqlite").count))
    }

    @Test(arguments: [
        ("page_size", "16384"), ("locking_mode", "exclusive"), ("journal_mode", "wal"),
        ("synchronous", "2"), ("foreign_keys", "1"), ("cell_size_check", "1"), ("mmap_size", "0"),
        ("temp_store", "2"), ("wal_autocheckpoint", "0"), ("trusted_schema", "0"),
        ("cache_size", "-4096"), ("application_id", "1114993486"),
    ])
    func `a file is opened with the setting`(name: String, value: String) throws {
        let connection = try open()
        #expect(try connection.prepare("PRAGMA \(name)").firstRow { $0.text(at: 0) } == value)
    }

    @Test func `a database in memory is nobody's file`() throws {
        let connection = try Connection(path: ":memory:")
        try connection.execute("CREATE TABLE note (text TEXT)")
        try connection.checkpoint()
        try connection.close()
        #expect(!folder.has(":memory:"))
    }

    private func open(_ name: String = "test.sqlite") throws -> Connection {
        try Connection(path: folder.file(name))
    }

    private func openWithNotes() throws -> Connection {
        let connection = try open()
        try connection.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")
        return connection
    }

    private func notes(in connection: Connection) throws -> [String] {
        try connection.prepare("SELECT text FROM note ORDER BY rowid").rows { $0.text(at: 0) }
    }
}
