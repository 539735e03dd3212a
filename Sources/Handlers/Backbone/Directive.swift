package import Topics

/// Something that the backbone wants done; it does nothing itself.
package enum Directive: Sendable, Equatable {
    /// Send a command to a peer.
    case send(Command, correlation: UInt64, to: PeerID)
    /// Publish a command on the feed, under a subject such as `topic/weather`.
    case publish(Command, subject: String)
}
