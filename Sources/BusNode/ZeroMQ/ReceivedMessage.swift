package import Topics

/// A message as a socket received it.
package struct ReceivedMessage {
    /// Who sent it, on a ROUTER; nil for a peer with an identity of its own choice.
    package let sender: RoutingID?
    /// The command frame.
    let header: Frame
    /// The payload frame, when there is one.
    let body: Frame?
    /// The frame after that, which only messages of the feed have.
    let third: Frame?
    /// How many frames there were, that of the sender left out.
    let count: Int

    /// Whether this is the empty message of a peer that has just connected.
    package var isProbe: Bool { count == 1 && header.byteCount == 0 }

    /// Whether this claims to be an ERROR, which is never answered with another.
    var isMalformedError: Bool {
        let bytes = header.bytes
        guard bytes.count > 3, bytes[3] == CommandCode.error.rawValue else { return false }
        do {
            _ = try decode()
            return false
        } catch {
            return true
        }
    }

    /// Reads the command.
    ///
    /// - Throws: `WireError` that says which field is wrong.
    package func decode() throws(WireError) -> (correlation: UInt64, command: Command) {
        guard count <= 2 else { throw .tooManyFrames(count) }
        return try Command.decode(
            frame: header.bytes, payload: body.map { Payload(sharing: $0) })
    }

    /// Reads a message of the feed: a subject, a command, and its payload where it has one.
    ///
    /// - Throws: `WireError` that says which field is wrong.
    package func decodeFeed() throws(WireError) -> (subject: String, command: Command) {
        guard let body, (2...3).contains(count) else { throw .tooManyFrames(count) }
        let subject = header.bytes.dropLast(header.bytes.last == 0 ? 1 : 0)
        let (_, command) = try Command.decode(
            frame: body.bytes, payload: third.map { Payload(sharing: $0) })
        return (String(decoding: subject, as: UTF8.self), command)
    }

    /// The correlation of a message that could not be read any further.
    package var correlation: UInt64 { Command.correlation(of: header.bytes) }
}
