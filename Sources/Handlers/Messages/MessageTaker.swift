import Topics

/// Whom the next message may be given to.
enum MessageTaker: Sendable, Equatable {
    /// The next attached session with room.
    case nextSession
    /// A session that pulls, over a connection, and takes so many bytes more.
    case puller(SessionID, PeerID, bytesLeft: Int)
}
