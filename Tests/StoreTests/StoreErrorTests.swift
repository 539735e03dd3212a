import Store
import TestSupport
import Testing

struct StoreErrorTests {
    let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:")
        try connection.execute(
            "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE) STRICT")
    }

    @Test func `a broken rule is named, with the SQL and without the values`() throws {
        let insert = try connection.prepare(
            """
            INSERT INTO note (text)
                VALUES (?)
            """)
        try insert.bind("secret", at: 1)
        try insert.run()
        let error = try #require(throws: StoreError.self) { try insert.run() }
        #expect(error.kind == .constraint)
        #expect(error.code == 2067)
        #expect(!error.isFatal)
        #expect(
            error.description == ":memory:: UNIQUE constraint failed: note.text (SQLite error "
                + "2067, constraint failed), in the SQL: INSERT INTO note (text) VALUES (?)")
    }

    @Test func `a value of the wrong type is refused without showing it`() throws {
        let insert = try connection.prepare("INSERT INTO note (id) VALUES (?)")
        try insert.bind("secret", at: 1)
        let error = try #require(throws: StoreError.self) { try insert.run() }
        #expect(!error.description.contains("secret"))
    }

    @Test func `a mistake in the SQL is not fatal`() throws {
        let error = try #require(throws: StoreError.self) { try connection.prepare("SELEKT 1") }
        #expect(error.kind == .other)
        #expect(!error.isFatal)
        #expect(error.description.contains(#"near "SELEKT": syntax error"#))
    }

    @Test func `long SQL is cut`() throws {
        let sql = "SELEKT " + String(repeating: "x", count: 10_000)
        let error = try #require(throws: StoreError.self) { try connection.execute(sql) }
        #expect(error.description.hasSuffix("xxx…"))
        #expect(error.description.count < 800)
    }

    @Test func `a full disk is fatal and leaves what was committed before`() throws {
        let folder = try TemporaryFolder()
        let connection = try Connection(path: folder.file("test.sqlite"))
        try connection.execute("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('before')")
        try connection.execute("PRAGMA max_page_count = 4")
        try connection.begin()
        let error = try #require(throws: StoreError.self) {
            try connection.execute("INSERT INTO note VALUES (hex(zeroblob(100000)))")
        }
        #expect(error.kind == .full)
        #expect(error.isFatal)
        try connection.rollback()
        let notes = try connection.prepare("SELECT text FROM note")
        #expect(try notes.rows { $0.text(at: 0) } == ["before"])
    }

    @Test func `a full disk in changes made together reports the full disk`() throws {
        let folder = try TemporaryFolder()
        let connection = try Connection(path: folder.file("test.sqlite"))
        try connection.execute("CREATE TABLE note (text TEXT); PRAGMA max_page_count = 4")
        let error = try #require(throws: StoreError.self) {
            try connection.atomically { () throws(StoreError) in
                try connection.execute("INSERT INTO note VALUES (hex(zeroblob(100000)))")
            }
        }
        #expect(error.kind == .full)
        #expect(!connection.isInTransaction)
    }
}
