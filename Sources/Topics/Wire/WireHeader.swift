/// What every command frame begins with.
///
///     0        1        2         3         4 … 11
///     +--------+--------+---------+---------+-------------------+
///     |  0x42  |  0x4E  | version | command | correlation (u64) |
///     +--------+--------+---------+---------+-------------------+
///
/// Numbers are in network byte order. A sender that wants to be told how a command ended gives it a
/// correlation of its own choice; CONFIRM, ERROR, MESSAGE and REPLY carry it back. 0 asks for no answer.
public enum WireHeader {
    /// "B", the first byte.
    package static let firstByte: UInt8 = 0x42
    /// "N", the second byte.
    package static let secondByte: UInt8 = 0x4E
    /// The version of the protocol that this code speaks.
    public static let version: UInt8 = 1
    /// How long the header is, in bytes.
    package static let size = 12
}
