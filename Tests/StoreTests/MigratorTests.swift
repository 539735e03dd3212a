import Store
import TestSupport
import Testing

struct MigratorTests {
    let folder: TemporaryFolder
    let connection: Connection

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file("test.sqlite"))
    }

    private static let notes = Migration("notes", sql: "CREATE TABLE note (text TEXT) STRICT")
    private static let authors = Migration("authors", sql: "ALTER TABLE note ADD author TEXT")
    private static let broken = Migration(
        "broken", sql: "ALTER TABLE note ADD half TEXT; ALTER TABLE missing ADD other TEXT")

    @Test func `migrations are applied in order and once`() throws {
        try migrate(Self.notes, Self.authors)
        try migrate(Self.notes, Self.authors)
        try connection.execute("INSERT INTO note (text, author) VALUES ('a', 'b')")
    }

    @Test func `a file is brought up from the version that it has`() throws {
        try migrate(Self.notes)
        try connection.execute("INSERT INTO note VALUES ('old')")
        try migrate(Self.notes, Self.authors)
        let note = try connection.prepare("SELECT text FROM note WHERE author IS NULL")
        #expect(try note.rows { $0.text(at: 0) } == ["old"])
    }

    @Test func `a migration that fails halfway leaves nothing, those before it stay`() throws {
        #expect(throws: StoreError.self) { try migrate(Self.notes, Self.broken) }
        #expect(!connection.isInTransaction)
        #expect(throws: StoreError.self) { try connection.prepare("SELECT half FROM note") }
        try migrate(Self.notes, Self.authors)
        _ = try connection.prepare("SELECT author FROM note")
    }

    @Test func `a file of a newer program is refused, naming both versions`() throws {
        try migrate(Self.notes, Self.authors)
        let error = try #require(throws: StoreError.self) { try migrate(Self.notes) }
        #expect(error.kind == .unknownSchema)
        #expect(
            error.message == "this file was written by a newer BusNode: its notes have version 2 "
                + "(\"authors\"), and this program knows them up to version 1 (\"notes\")")
    }

    @Test func `a file with another history is refused, naming both`() throws {
        try migrate(Self.notes, Self.authors)
        let error = try #require(throws: StoreError.self) {
            try migrate(Self.notes, Migration("colours", sql: "SELECT 1"), Self.broken)
        }
        #expect(error.kind == .unknownSchema)
        #expect(
            error.message == "this file has another history: version 2 of its notes is "
                + "\"authors\", and this program's is \"colours\"")
    }

    @Test func `subjects that share a file have histories of their own`() throws {
        try migrate(Self.notes)
        let others = Migration("others", sql: "CREATE TABLE other (number INTEGER) STRICT")
        try Migrator(subject: "others", migrations: [others]).migrate(connection)
        try migrate(Self.notes, Self.authors)
        try connection.execute("INSERT INTO other VALUES (1)")
    }

    @Test func `what was applied is known when the file is opened again`() throws {
        try migrate(Self.notes)
        try connection.close()
        let reopened = try Connection(path: folder.file("test.sqlite"))
        try Migrator(subject: "notes", migrations: [Self.notes]).migrate(reopened)
    }

    private func migrate(_ migrations: Migration...) throws {
        try Migrator(subject: "notes", migrations: migrations).migrate(connection)
    }
}
