package import Topics

/// A message as a socket received it.
package struct ReceivedMessage {
    /// Most frames of a message that are kept; of a longer one only their number is.
    static let frameLimit = 3

    /// Who sent it, on a ROUTER; nil for a peer with an identity of its own choice.
    package let sender: RoutingID?
    /// The command frame.
    let header: Frame
    /// The payload frame, when there is one.
    let body: Frame?
    /// How many frames there were, that of the sender left out.
    let count: Int

    /// Whether this is the empty message of a peer that has just connected.
    package var isProbe: Bool { count == 1 && header.byteCount == 0 }

    /// Reads the command.
    ///
    /// - Throws: `WireError` that says which field is wrong.
    package func decode() throws(WireError) -> (correlation: UInt64, command: Command) {
        guard count <= 2 else { throw .tooManyFrames(count) }
        return try Command.decode(
            frame: header.bytes, payload: body.map { Payload(sharing: $0) })
    }

    /// The correlation of a message that could not be read any further.
    package var correlation: UInt64 { Command.correlation(of: header.bytes) }
}
