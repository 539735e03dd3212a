package import Topics

/// Something that reaches the backbone from outside.
package enum BackboneInput: Sendable, Equatable {
    /// A command of a peer; an answer to it carries the correlation back.
    case command(Command, correlation: UInt64, from: PeerID)
    /// An empty message: a peer has just connected.
    case probe(from: PeerID)
    /// A message that is no command.
    case malformed(WireError, correlation: UInt64, from: PeerID)
    /// The socket says that the connection is gone.
    case lost(PeerID)
}
