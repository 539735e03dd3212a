/// The header of a frame in a write-ahead log: one page as one transaction left it.
struct LogFrame: Equatable {
    /// Its length in bytes; the page follows.
    static let headerSize = 24

    /// The number of the page; 0 is none.
    let page: UInt32
    /// In the last frame of a transaction the pages of the database after it, else 0.
    let databaseSize: UInt32
    /// Which use of the file it belongs to: each time SQLite begins at the front again, it draws another.
    let salts: UInt64
    /// Of everything up to here, with the page.
    let checksum: LogChecksum

    /// Reads the 24 bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
        page = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
        databaseSize = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        salts = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        checksum = LogChecksum(stored: UnsafeRawBufferPointer(rebasing: bytes[16..<24]))
    }

    /// Whether a transaction ends here.
    var isCommit: Bool { databaseSize != 0 }
}
