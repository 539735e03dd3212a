/// A message that was fetched, or that travels on the feed, with a link to the one before it.
///
/// A watcher that saw another message last than `previous` has missed some, and fetches them.
public struct StoredMessage: Sendable, Equatable {
    /// The message of the same topic that was accepted just before; 0 when there was none.
    public var previous: MessageID
    /// The message.
    public var message: Message

    /// A message and its predecessor.
    public init(previous: MessageID, message: Message) {
        self.previous = previous
        self.message = message
    }
}

extension StoredMessage: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        previous = MessageID(try reader.number("previous"))
        message = try Message(from: &reader)
    }

    func write(to writer: inout FrameWriter) {
        writer.number(previous.number)
        message.write(to: &writer)
    }
}
