/// Asks for messages of a topic again, such as those that a gap in the feed missed.
public struct FetchRequest: Sendable, Equatable {
    /// The topic.
    public var topic: TopicName
    /// Messages after this one; 0 for the oldest that is kept.
    public var after: MessageID
    /// Messages before this one; 0 for all there are.
    public var before: MessageID
    /// How many at most, 1 to 1,024.
    public var limit: UInt16

    /// A wish for messages between two others.
    public init(topic: TopicName, after: MessageID, before: MessageID, limit: UInt16) {
        self.topic = topic
        self.after = after
        self.before = before
        self.limit = limit
    }
}

extension FetchRequest: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        topic = try reader.name("topic", TopicName.init)
        after = MessageID(try reader.number("after"))
        before = MessageID(try reader.number("before"))
        limit = try reader.number("limit")
        guard (1...WireLimits.list).contains(Int(limit)) else {
            throw .badValue(
                field: "limit", reason: "\(limit) is not from 1 to \(WireLimits.list)")
        }
    }

    func write(to writer: inout FrameWriter) {
        writer.text(topic.text)
        writer.number(after.number)
        writer.number(before.number)
        writer.number(limit)
    }
}
