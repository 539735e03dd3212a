/// Which question: chosen by the parent that asks, kept through every attempt to answer it.
public struct QuestionID: UniqueID {
    /// The first eight bytes.
    public let high: UInt64
    /// The last eight bytes.
    public let low: UInt64

    /// An identifier of these sixteen bytes.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// Which event of a question: new with every event.
public struct EventID: UniqueID {
    /// The first eight bytes.
    public let high: UInt64
    /// The last eight bytes.
    public let low: UInt64

    /// An identifier of these sixteen bytes.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// Which run of a node: chosen by the node when it starts, kept through reconnections.
///
/// Whoever knows a session's identifier can take the session over, so it is never shown to others.
public struct SessionID: UniqueID {
    /// The first eight bytes.
    public let high: UInt64
    /// The last eight bytes.
    public let low: UInt64

    /// An identifier of these sixteen bytes.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

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
