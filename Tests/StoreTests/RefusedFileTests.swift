import Store
import TestSupport
import Testing

struct RefusedFileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a second opener is refused at once and told why`() throws {
        let path = folder.file("test.sqlite")
        let owner = try Connection(path: path)
        let error = try #require(throws: StoreError.self) { try Connection(path: path) }
        #expect(error.kind == .ownedElsewhere)
        #expect(error.description.hasPrefix("\(path): another process owns this file"))
        try owner.close()
        try Connection(path: path).close()
    }

    @Test func `an owner that has only opened the file is its owner all the same`() throws {
        let path = folder.file("test.sqlite")
        try Connection(path: path).close()
        let owner = try Connection(path: path)
        let error = try #require(throws: StoreError.self) { try Connection(path: path) }
        #expect(error.kind == .ownedElsewhere)
        try owner.close()
    }

    @Test func `a file that is no database is refused and left as it is`() throws {
        let text = Array(String(repeating: "Dear diary, ", count: 100).utf8)
        try folder.write(text, to: "diary.txt")
        let error = try #require(throws: StoreError.self) {
            try Connection(path: folder.file("diary.txt"))
        }
        #expect(error.kind == .notADatabase)
        #expect(error.isFatal)
        #expect(try folder.bytes(of: "diary.txt") == text)
    }

    @Test(arguments: [
        "PRAGMA application_id = 0", "PRAGMA application_id = 252006673",
        "PRAGMA application_id = 252006673; DROP TABLE note",
    ])
    func `a database of another program is refused and left as it is`(sql: String) throws {
        try makeDatabaseOfAnotherProgram(sql)
        let before = try folder.bytes(of: "other.sqlite")
        let error = try #require(throws: StoreError.self) {
            try Connection(path: folder.file("other.sqlite"))
        }
        #expect(error.kind == .notBusNode)
        #expect(error.description.contains("a SQLite file of another program"))
        #expect(try folder.bytes(of: "other.sqlite") == before)
    }

    @Test func `a file in a folder that is missing cannot be opened`() throws {
        let error = try #require(throws: StoreError.self) {
            try Connection(path: folder.file("missing/test.sqlite"))
        }
        #expect(error.kind == .cannotOpen)
        #expect(error.description.contains("missing/test.sqlite"))
    }

    @Test func `a damaged file is reported as corrupt`() throws {
        let connection = try Connection(path: folder.file("test.sqlite"))
        try connection.execute("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a')")
        try connection.close()
        var bytes = try folder.bytes(of: "test.sqlite")
        bytes.replaceSubrange(16_384..<16_500, with: Array(repeating: 0xFF, count: 116))
        try folder.write(bytes, to: "test.sqlite")

        let reopened = try Connection(path: folder.file("test.sqlite"))
        let error = try #require(throws: StoreError.self) {
            try reopened.prepare("SELECT text FROM note").rows { $0.text(at: 0) }
        }
        #expect(error.kind == .corrupt)
        #expect(error.isFatal)
    }

    /// Takes BusNode's mark off a file that BusNode made, so that no other tool is needed.
    private func makeDatabaseOfAnotherProgram(_ sql: String) throws {
        let connection = try Connection(path: folder.file("other.sqlite"))
        try connection.execute("CREATE TABLE note (text TEXT)")
        try connection.execute(sql)
        try connection.close()
    }
}
