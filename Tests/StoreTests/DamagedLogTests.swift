import Store
import TestSupport
import Testing

/// Files whose write-ahead log a crash left behind, and somebody damaged.
struct DamagedLogTests {
    private static let frameSize = 24 + 16_384
    private static let transactions = 6
    private let folder: TemporaryFolder
    private let file: [UInt8]
    private let log: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        let connection = try Connection(path: folder.file("origin.sqlite"))
        try connection.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")
        try connection.checkpoint()
        for number in 0..<Self.transactions {
            try connection.atomically { () throws(StoreError) in
                // Three pages each.
                try connection.execute(
                    "INSERT INTO note VALUES ('\(number)' || hex(zeroblob(10000)))")
            }
        }
        file = try folder.bytes(of: "origin.sqlite")
        log = try folder.bytes(of: "origin.sqlite-wal")
        withExtendedLifetime(connection) {}
    }

    @Test func `are read when nothing is damaged`() throws {
        #expect(try notes(file, log) == Self.transactions)
    }

    @Test func `are refused when anything but the last transaction is damaged`() throws {
        let last = lastTransaction
        for place in 0..<last.lowerBound {
            // In the page, the checksum and the salts.
            for offset in [24 + place * 1_000, 17, 9] {
                // The end of the transaction before the last one is seen by its own header only.
                if place == last.lowerBound - 1, offset < 24 { continue }
                var damaged = log
                damaged[32 + place * Self.frameSize + offset] ^= 4
                let error = try #require(throws: StoreError.self) { try notes(file, damaged) }
                #expect(error.kind == .corrupt)
                #expect(error.isFatal)
                #expect(error.message.contains("in frame \(place + 1) of "))
            }
        }
    }

    @Test func `are read up to the last transaction when that is not whole`() throws {
        for place in lastTransaction {
            var damaged = log
            damaged[32 + place * Self.frameSize + 5_000] ^= 4
            #expect(try notes(file, damaged) == Self.transactions - 1)
        }
        for length in [1, 20, Self.frameSize, Self.frameSize * lastTransaction.count] {
            #expect(try notes(file, log.dropLast(length)) == Self.transactions - 1)
        }
    }

    @Test func `are read when only pages without a commit stand behind the damage`() throws {
        // Of a transaction that had no room in memory, while the one before was on its way to the disk.
        let last = lastTransaction
        let commit = 32 + (last.upperBound - 1) * Self.frameSize + 4
        for place in last.dropLast() {
            var torn = log
            torn[32 + place * Self.frameSize + 5_000] ^= 4
            torn.replaceSubrange(commit..<commit + 4, with: [0, 0, 0, 0])
            #expect(try notes(file, torn) == Self.transactions - 1)
        }
    }

    @Test(arguments: [0, 3, 9, 14, 17, 22, 25, 31])
    func `are refused when the header is damaged`(_ offset: Int) throws {
        var damaged = log
        damaged[offset] ^= 4
        let error = try #require(throws: StoreError.self) { try notes(file, damaged) }
        #expect(error.message.contains("in its header"))
    }

    @Test func `are read when what follows is from an earlier use of the log`() throws {
        let path = folder.file("origin.sqlite")
        try folder.write(file, to: "origin.sqlite")
        try folder.write(log, to: "origin.sqlite-wal")
        let connection = try Connection(path: path)
        try connection.execute("INSERT INTO note VALUES ('one')")
        try connection.execute("INSERT INTO note VALUES ('two')")
        let again = try folder.bytes(of: "origin.sqlite-wal")
        #expect(again.count == log.count)
        let file = try folder.bytes(of: "origin.sqlite")
        #expect(try notes(file, again) == Self.transactions + 2)
        withExtendedLifetime(connection) {}
    }

    @Test func `are read when a crash came while the log was begun again`() throws {
        let connection = try Connection(path: folder.file("again.sqlite"))
        try connection.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")
        try connection.checkpoint()
        let file = try folder.bytes(of: "again.sqlite")
        var log = try folder.bytes(of: "again.sqlite-wal")
        // The next use has other salts; the checksum that belongs to them was not written, or was torn.
        for offset in [15, 23, 31] {
            log[offset] &+= 1
            #expect(try notes(file, log) == 0)
        }
        withExtendedLifetime(connection) {}
    }

    @Test func `stay as they are when they are refused, and can be opened with a loss`() throws {
        var damaged = log
        damaged[32 + 2 * Self.frameSize + 100] ^= 1
        for _ in 0..<2 {
            #expect(throws: StoreError.self) { try notes(file, damaged) }
            #expect(try folder.bytes(of: "test.sqlite") == file)
            #expect(try folder.bytes(of: "test.sqlite-wal") == damaged)
        }
        let connection = try Connection(path: folder.file("test.sqlite"), acceptsLoss: true)
        let left = try connection.firstInteger("SELECT count(*) FROM note") ?? 0
        #expect(left < Self.transactions)
        try connection.close()
        let reopened = try Connection(path: folder.file("test.sqlite"))
        #expect(try reopened.firstInteger("SELECT count(*) FROM note") == left)
    }

    /// The frames of the last transaction, which ends where the log ends.
    private var lastTransaction: Range<Int> {
        let count = (log.count - 32) / Self.frameSize
        let commits = (0..<count).filter { place in
            let start = 32 + place * Self.frameSize
            return log[start + 4..<start + 8].contains { $0 != 0 }
        }
        return commits[commits.count - 2] + 1..<count
    }

    /// How many notes there are in a file with a log.
    private func notes(_ file: [UInt8], _ log: some Sequence<UInt8>) throws -> Int64 {
        try folder.write(file, to: "test.sqlite")
        try folder.write(Array(log), to: "test.sqlite-wal")
        let connection = try Connection(path: folder.file("test.sqlite"))
        return try connection.firstInteger("SELECT count(*) FROM note") ?? 0
    }
}
