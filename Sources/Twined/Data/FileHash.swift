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

    /// The hash as it is written: eight characters, the last two of them `=`.
    public var description: String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        // 32 bits are five digits of six bits, and one of the two that are left.
        let bits = UInt64(checksum) << 4
        let text = stride(from: 30, through: 0, by: -6).map { digits[Int(bits >> UInt64($0) & 63)] }
        return String(decoding: text, as: UTF8.self) + "=="
    }
}
