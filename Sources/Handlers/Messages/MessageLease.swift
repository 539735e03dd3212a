import Topics

/// A message that a session has been given, until a time.
struct MessageLease: Sendable, Equatable {
    /// The message, with the attempt under which it is leased.
    var message: OwedMessage
    var session: SessionID
    /// When it ends, by the clock of the file, in milliseconds.
    var deadline: Int64
    /// The connection over which it was sent, to tell what must be sent again over another; nil after a
    /// restart.
    var peer: PeerID?
    /// Whether the session pulled it, so that it takes nothing of the session's window.
    var isPulled = false

    /// The attempt under which it is leased.
    var attempt: UInt32 { message.attempts }
}
