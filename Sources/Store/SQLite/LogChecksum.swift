/// The running checksum of a write-ahead log (SQLite's file format, 4.2).
struct LogChecksum: Equatable {
    private(set) var first: UInt32 = 0
    private(set) var second: UInt32 = 0

    /// The one before the first byte.
    init() {}

    /// One as it is stored, in eight bytes.
    init(stored bytes: UnsafeRawBufferPointer) {
        first = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
        second = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    }

    /// Goes on over bytes, eight at a time.
    mutating func add(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool) {
        precondition(bytes.count.isMultiple(of: 8))
        for offset in stride(from: 0, to: bytes.count, by: 8) {
            let one = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            let other = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
            first &+= (isBigEndian ? one.bigEndian : one.littleEndian) &+ second
            second &+= (isBigEndian ? other.bigEndian : other.littleEndian) &+ first
        }
    }
}
