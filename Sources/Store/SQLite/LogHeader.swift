/// The first bytes of a write-ahead log.
struct LogHeader {
    /// Its length in bytes; the frames follow.
    static let size = 32

    /// Whether SQLite takes the log for one; else it takes it for empty.
    let isValid: Bool
    /// How the checksums read the bytes; where the header does not say it, as this machine writes them.
    let isBigEndian: Bool
    /// What is in each frame of this use of the file.
    let salts: UInt64
    /// What the checksum of the first frame goes on from.
    let checksum: LogChecksum

    /// Reads the 32 bytes.
    init(_ bytes: UnsafeRawBufferPointer, pageSize: Int) {
        func number(_ offset: Int) -> UInt32 {
            UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        let hasMagic = number(0) & ~1 == 0x377F_0682
        isBigEndian = hasMagic ? number(0) & 1 == 1 : 1.bigEndian == 1
        salts = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        checksum = LogChecksum(stored: UnsafeRawBufferPointer(rebasing: bytes[24..<32]))
        var computed = LogChecksum()
        computed.add(UnsafeRawBufferPointer(rebasing: bytes[..<24]), isBigEndian: isBigEndian)
        isValid = hasMagic && number(8) == pageSize && computed == checksum
    }
}
