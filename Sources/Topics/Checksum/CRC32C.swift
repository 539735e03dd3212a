/// The checksum CRC-32C (Castagnoli), as iSCSI and Google Cloud Storage compute it (RFC 3720, appendix B.4).
///
///     var checksum = CRC32C()
///     checksum.update("123456789".utf8)
///     checksum.value      // 0xE3069283
public struct CRC32C: Sendable {
    private var register: UInt32 = .max

    /// The checksum of no bytes.
    public init() {}

    /// The checksum of all bytes so far.
    public var value: UInt32 { ~register }

    /// Adds the bytes of a text or an array.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable {
            update(UnsafeRawBufferPointer($0))
        }
        if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// Adds an integer in network byte order.
    public mutating func update(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { update($0) }
    }

    /// Adds bytes, eight at a time, each through a table of its own ("slicing by eight").
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        register = Self.tables.withUnsafeBufferPointer { tables in
            var register = self.register
            var position = 0
            while position + 8 <= bytes.count {
                let word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let mixed = word ^ UInt64(register)
                register = 0
                for place in 0..<8 {
                    let byte = Int(truncatingIfNeeded: mixed >> (8 * UInt64(place)) & 0xFF)
                    register ^= tables[(7 - place) * 256 + byte]
                }
                position += 8
            }
            while position < bytes.count {
                register = register >> 8 ^ tables[Int((register ^ UInt32(bytes[position])) & 0xFF)]
                position += 1
            }
            return register
        }
    }

    /// Eight tables of 256 entries: what a byte does to the register when 0 to 7 bytes follow it.
    private static let tables: [UInt32] = {
        var tables = (0..<256 as Range<UInt32>).map { byte in
            (0..<8).reduce(byte) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1
            }
        }
        for place in 256..<2_048 {
            let earlier = tables[place - 256]
            tables.append(earlier >> 8 ^ tables[Int(earlier & 0xFF)])
        }
        return tables
    }()
}
