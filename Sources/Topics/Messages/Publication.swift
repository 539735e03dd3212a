/// A message on its way to a topic, before the backbone has accepted it.
public struct Publication: Sendable, Equatable {
    /// The topic, which must exist.
    public var topic: TopicName
    /// What the payload is, as a media type.
    public var contentType: String
    /// A second publication to the topic with the same key within ten minutes is the same message; empty
    /// when every publication is a new one. At most 512 bytes.
    public var deduplicationKey: String
    /// The message's attributes.
    public var attributes: Attributes
    /// The message's opaque bytes.
    public var payload: Payload

    /// A message for a topic.
    public init(
        topic: TopicName, contentType: String = "application/json", deduplicationKey: String = "",
        attributes: Attributes = .none, payload: Payload
    ) {
        self.topic = topic
        self.contentType = contentType
        self.deduplicationKey = deduplicationKey
        self.attributes = attributes
        self.payload = payload
    }
}

extension Publication: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        topic = try reader.name("topic", TopicName.init)
        contentType = try reader.text("content type")
        deduplicationKey = try reader.text("deduplication key")
        attributes = try reader.attributes("attributes")
        payload = .empty
    }

    func write(to writer: inout FrameWriter) {
        writer.text(topic.text)
        writer.text(contentType)
        writer.text(deduplicationKey)
        writer.attributes(attributes)
    }
}
