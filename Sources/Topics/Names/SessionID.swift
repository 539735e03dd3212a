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
