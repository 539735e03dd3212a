/// A published message as the backbone keeps it.
public struct Message: Sendable, Equatable {
    /// Which message.
    public var id: MessageID
    /// When the backbone accepted it, by its own clock.
    public var published: Timestamp
    /// The topic it was published to.
    public var topic: TopicName
    /// What the payload is, as a media type.
    public var contentType: String
    /// What it is kept in order by; empty for a message without order.
    public var orderingKey: String
    /// Its attributes, which filters see.
    public var attributes: Attributes
    /// Its opaque bytes.
    public var payload: Payload

    /// A message of a topic.
    public init(
        id: MessageID, published: Timestamp, topic: TopicName,
        contentType: String = "application/json", orderingKey: String = "",
        attributes: Attributes = .none, payload: Payload
    ) {
        self.id = id
        self.published = published
        self.topic = topic
        self.contentType = contentType
        self.orderingKey = orderingKey
        self.attributes = attributes
        self.payload = payload
    }
}

extension Message: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        id = MessageID(try reader.number("message"))
        published = try reader.timestamp("published")
        topic = try reader.name("topic", TopicName.init)
        contentType = try reader.text("content type")
        orderingKey = try reader.text("ordering key", limit: WireLimits.orderingKey)
        attributes = try reader.attributes()
        payload = .empty
    }

    func write(to writer: inout FrameWriter) {
        writer.number(id.number)
        writer.timestamp(published)
        writer.text(topic.text)
        writer.text(contentType)
        writer.text(orderingKey, limit: WireLimits.orderingKey)
        writer.attributes(attributes)
    }
}
