/// What whoever makes a topic says of it.
///
///     TopicSettings(topic: try TopicName("orders"), messageRetentionSeconds: 86_400)
public struct TopicSettings: Hashable, Sendable {
    /// Its name, which is fixed.
    public var topic: TopicName
    /// Its labels.
    public var labels: Labels
    /// How long a message is kept after it was published, settled or not: 600 to 2,678,400 seconds.
    public var messageRetentionSeconds: Int64

    /// How long a message is kept unless given: 10 minutes.
    public static let usualRetentionSeconds: Int64 = 600
    /// The shortest and longest retention of a topic or subscription: 10 minutes and 31 days.
    public static let retentionSeconds: ClosedRange<Int64> = 600...2_678_400

    /// A topic.
    public init(
        topic: TopicName, labels: Labels = .none,
        messageRetentionSeconds: Int64 = usualRetentionSeconds
    ) {
        self.topic = topic
        self.labels = labels
        self.messageRetentionSeconds = messageRetentionSeconds
    }
}

extension TopicSettings: ResourceSettings {
    package static let kind = "a topic"

    package static let members: [ResourceMember<TopicSettings>] = [
        .name("topic", \.topic),
        .labels(\.labels),
        .integer(
            "message_retention_seconds", \.messageRetentionSeconds, in: retentionSeconds),
    ]

    package var usual: TopicSettings { TopicSettings(topic: topic) }

    package init(requiredOf object: JSONObject) throws(MemberError) {
        self.init(topic: try object.name("topic", TopicName.init))
    }

    package func check() throws(MemberError) {}
}
