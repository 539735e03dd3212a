import Store
import TestSupport
import Testing
import Topics

struct StatementTests {
    let connection: Connection
    let echo: Statement

    init() throws {
        connection = try Connection(path: ":memory:")
        echo = try connection.prepare("SELECT ?")
    }

    @Test(arguments: [0, 1, -1, .min, .max] as [Int64])
    func `an integer comes back as it was bound`(value: Int64) throws {
        try echo.bind(value, at: 1)
        #expect(try echo.firstRow { $0.integerIfPresent(at: 0) } == value)
    }

    @Test(arguments: ["", "a", "naïve ✓ 𝄞", "with\0nul", String(repeating: "long", count: 10_000)])
    func `a text comes back as it was bound`(text: String) throws {
        try echo.bind(text, at: 1)
        #expect(try echo.firstRow { $0.textIfPresent(at: 0) } == text)
    }

    @Test(arguments: [0, 1, 255, 100_000])
    func `bytes come back as they were bound`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try echo.bind(bytes, at: 1)
        #expect(try echo.firstRow { $0.isNull(at: 0) } == false)
        try echo.bind(Payload(bytes), at: 1)
        #expect(try echo.firstRow { $0.bytes(at: 0) } == bytes)
        try bytes.withUnsafeBytes { pointer in
            try echo.bind(borrowing: pointer, at: 1)
            #expect(try echo.firstRow { $0.withUnsafeBytes(at: 0) { $0.count } } == count)
        }
    }

    @Test(arguments: [true, false])
    func `a truth value comes back as it was bound`(value: Bool) throws {
        try echo.bind(value, at: 1)
        #expect(try echo.firstRow { $0.boolean(at: 0) } == value)
    }

    @Test func `nothing is NULL`() throws {
        try echo.bind(nil as Int64?, at: 1)
        #expect(try echo.firstRow { $0.integerIfPresent(at: 0) == nil } == true)
        try echo.bind(nil as String?, at: 1)
        #expect(try echo.firstRow { $0.textIfPresent(at: 0) == nil } == true)
        try echo.bind(nil as [UInt8]?, at: 1)
        #expect(try echo.firstRow { $0.isNull(at: 0) } == true)
        try echo.bindNull(at: 1)
        #expect(try echo.firstRow { $0.bytes(at: 0) } == [])
    }

    @Test func `a shared payload is kept until the statement is reset, then forgotten`() throws {
        weak var watched: CountedBytes?
        do {
            let owner = CountedBytes([1, 2, 3])
            watched = owner
            try echo.bind(Payload(sharing: owner), at: 1)
        }
        #expect(watched != nil)
        #expect(try echo.firstRow { $0.bytes(at: 0) } == [1, 2, 3])
        #expect(watched == nil)
        #expect(try echo.firstRow { $0.isNull(at: 0) } == true)
    }

    @Test func `an integer stays bound when the statement is run again`() throws {
        try echo.bind(7, at: 1)
        #expect(try echo.firstRow { $0.integer(at: 0) } == 7)
        #expect(try echo.firstRow { $0.integer(at: 0) } == 7)
    }

    @Test func `rows are read in order and the statement is ready again after the last`() throws {
        let numbers = try connection.prepare("SELECT column1 FROM (VALUES (?), (2), (3))")
        try numbers.bind(1, at: 1)
        #expect(try numbers.rows { $0.integer(at: 0) } == [1, 2, 3])
        try numbers.bind(9, at: 1)
        #expect(try numbers.rows { $0.integer(at: 0) } == [9, 2, 3])
    }

    @Test func `a parameter that does not exist is refused`() throws {
        #expect(throws: StoreError.self) { try echo.bind(1, at: 2) }
    }

    @Test func `a statement that failed can be run again`() throws {
        try connection.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")
        let insert = try connection.prepare("INSERT INTO note VALUES (?)")
        #expect(throws: StoreError.self) { try insert.run() }
        try insert.bind("fine", at: 1)
        try insert.run()
        #expect(connection.changes == 1)
    }
}

private final class CountedBytes: PayloadOwner {
    // Safe to share: the bytes are written before anybody has the owner, and never again.
    private nonisolated(unsafe) let storage: UnsafeRawBufferPointer

    init(_ bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        copy.copyBytes(from: bytes)
        storage = UnsafeRawBufferPointer(copy)
    }

    deinit {
        storage.deallocate()
    }

    var byteCount: Int { storage.count }
    var bytes: UnsafeRawBufferPointer { storage }
}
