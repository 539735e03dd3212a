/// What the backbone says of a snapshot.
public struct SnapshotDescription: Hashable, Sendable {
    /// What it was made, or changed, with.
    public var settings: SnapshotSettings
    /// The topic of the messages that it remembers; nil when the topic was deleted.
    public var topic: TopicName?
    /// When it was made.
    public var created: Timestamp
    /// When it is forgotten.
    public var expires: Timestamp
    /// How many messages it remembers.
    public var messages: Int64

    /// A description of a snapshot.
    public init(
        settings: SnapshotSettings, topic: TopicName?, created: Timestamp, expires: Timestamp,
        messages: Int64
    ) {
        self.settings = settings
        self.topic = topic
        self.created = created
        self.expires = expires
        self.messages = messages
    }

    /// Reads the backbone's answer; members that are not known are passed over.
    ///
    /// - Throws: `MemberError` for the first member that is wrong or missing.
    package init(reading object: JSONObject) throws(MemberError) {
        settings = try SnapshotSettings(readingKnownOf: object)
        let isDeleted = object["topic"]?.string == SubscriptionSettings.deletedTopic
        topic = isDeleted ? nil : try object.name("topic", TopicName.init)
        created = try object.name("created") { text throws(NameError) in try Timestamp(text) }
        expires = try object.name("expires") { text throws(NameError) in try Timestamp(text) }
        messages = try object.count("messages")
    }

    /// The description as a JSON object.
    package var json: JSONValue {
        var object = settings.object
        object["topic"] = .string(topic?.text ?? SubscriptionSettings.deletedTopic)
        object["created"] = .string(created.description)
        object["expires"] = .string(expires.description)
        object["messages"] = JSONValue(messages)
        return .object(object)
    }
}
