/// What a ROUTER tells its peers by: five bytes of libzmq's own making, of which the first is zero.
///
/// A peer that brings an identity of its own choice has none of these; the protocol forbids it.
package struct RoutingID: Hashable, Sendable {
    /// How many bytes an identity of libzmq's making has.
    static let size = 5

    /// The last four bytes.
    package let number: UInt32

    /// The identity of this number.
    package init(_ number: UInt32) {
        self.number = number
    }

    /// Reads an identity; nil for one of the peer's own choice.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.size, bytes[0] == 0 else { return nil }
        number = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
    }

    /// Calls `body` with the bytes of the identity.
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let bytes: (UInt8, UInt8, UInt8, UInt8, UInt8) = (
            0, UInt8(truncatingIfNeeded: number >> 24), UInt8(truncatingIfNeeded: number >> 16),
            UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)
        )
        return Swift.withUnsafeBytes(of: bytes, body)
    }
}
