import Topics

/// The hash of a file as Twined writes it: its CRC-32C, big-endian, in Base64 (RFC 4648, section 4).
///
///     FileHash(of: []).description      // "AAAAAA=="
public struct FileHash: Hashable, Sendable, CustomStringConvertible {
    /// The CRC-32C of the content.
    public let checksum: UInt32

    /// The hash of a content.
    public init(of content: some Collection<UInt8>) {
        var checksum = CRC32C()
        checksum.update(content)
        self.checksum = checksum.value
    }

    /// The hash of a content whose checksum is known.
    public init(checksum: UInt32) {
        self.checksum = checksum
    }

    /// Reads a hash as it is written; nil for any other text.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == 8, characters.suffix(2) == [61, 61] else { return nil }
        var bits: UInt64 = 0
        for character in characters.prefix(6) {
            guard let digit = Self.digits.firstIndex(of: character) else { return nil }
            bits = bits << 6 | UInt64(digit)
        }
        guard bits & 15 == 0 else { return nil }
        checksum = UInt32(bits >> 4)
    }

    /// The hash as it is written: eight characters, the last two of them `=`.
    public var description: String {
        // 32 bits are five digits of six bits, and one of the two that are left.
        let bits = UInt64(checksum) << 4
        let text = stride(from: 30, through: 0, by: -6).map {
            Self.digits[Int(bits >> UInt64($0) & 63)]
        }
        return String(decoding: text, as: UTF8.self) + "=="
    }

    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
