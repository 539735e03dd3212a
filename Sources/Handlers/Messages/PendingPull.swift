import Topics

/// A session that waits for messages which it pulls.
struct PendingPull: Sendable {
    let session: SessionID
    let peer: PeerID
    let correlation: UInt64
    let limit: Int
    /// When it is answered without a message, by the clock of the file.
    let deadline: Int64
}
