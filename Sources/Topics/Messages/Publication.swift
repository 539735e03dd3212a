/// A message on its way to a topic, before the backbone has accepted it.
public struct Publication: Sendable, Equatable {
    /// The topic, which must exist.
    public var topic: TopicName
    /// What the payload is, as a media type.
    public var contentType: String
    /// A second publication to the topic with the same key within ten minutes is the same message; empty
    /// when every publication is a new one. At most 512 bytes.
    public var deduplicationKey: String
    /// Messages of a topic with the same key reach a subscription that keeps order one after the other, in
    /// the order in which the backbone accepted them; empty for a message without order. At most 1,024 bytes.
    public var orderingKey: String
    /// Messages of higher priority are delivered first: 0, the lowest, to 9.
    public var priority: UInt8
    /// The message is not delivered any more after this many milliseconds, at most 31 days; 0 for no such
    /// limit.
    public var timeToLiveMilliseconds: UInt32
    /// The message is not delivered before this many milliseconds have passed, at most 31 days; not together
    /// with an ordering key.
    public var delayMilliseconds: UInt32
    /// The message's attributes.
    public var attributes: Attributes
    /// The message's opaque bytes.
    public var payload: Payload

    /// A message for a topic.
    public init(
        topic: TopicName, contentType: String = "application/json", deduplicationKey: String = "",
        orderingKey: String = "", priority: UInt8 = 0, timeToLiveMilliseconds: UInt32 = 0,
        delayMilliseconds: UInt32 = 0, attributes: Attributes = .none, payload: Payload
    ) {
        self.topic = topic
        self.contentType = contentType
        self.deduplicationKey = deduplicationKey
        self.orderingKey = orderingKey
        self.priority = priority
        self.timeToLiveMilliseconds = timeToLiveMilliseconds
        self.delayMilliseconds = delayMilliseconds
        self.attributes = attributes
        self.payload = payload
    }
}

extension Publication: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        topic = try reader.name("topic", TopicName.init)
        contentType = try reader.text("content type")
        deduplicationKey = try reader.text("deduplication key")
        orderingKey = try reader.text("ordering key", limit: WireLimits.orderingKey)
        priority = try reader.byte("priority")
        guard priority <= WireLimits.priority else {
            throw .badValue(
                field: "priority", reason: "\(priority) is not from 0 to \(WireLimits.priority)")
        }
        timeToLiveMilliseconds = try reader.milliseconds(
            "time to live", limit: WireLimits.messageTime)
        delayMilliseconds = try reader.milliseconds("delay", limit: WireLimits.messageTime)
        guard delayMilliseconds == 0 || orderingKey.isEmpty else {
            throw .badValue(field: "delay", reason: "a message with an ordering key has none")
        }
        attributes = try reader.attributes()
        payload = .empty
    }

    func write(to writer: inout FrameWriter) {
        writer.text(topic.text)
        writer.text(contentType)
        writer.text(deduplicationKey)
        writer.text(orderingKey, limit: WireLimits.orderingKey)
        writer.byte(priority)
        writer.number(timeToLiveMilliseconds)
        writer.number(delayMilliseconds)
        writer.attributes(attributes)
    }
}
