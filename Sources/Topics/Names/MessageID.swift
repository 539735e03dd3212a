/// Which published message: given by the backbone, growing with every message it accepts.
public struct MessageID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number, at least 1; 0 stands for "none" on the wire.
    public let number: UInt64

    /// The identifier of this number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// The number in decimal.
    public var description: String { String(number) }

    /// Whether the left message was accepted before the right one.
    public static func < (left: MessageID, right: MessageID) -> Bool {
        left.number < right.number
    }
}
