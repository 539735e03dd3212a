/// What whoever makes a subscription says of it.
///
///     var settings = SubscriptionSettings(subscription: name, topic: orders)
///     settings.isOrdered = true
///     settings.deadLetterPolicy = try DeadLetterPolicy(topic: deadOrders, attempts: 10)
public struct SubscriptionSettings: Hashable, Sendable {
    /// Its name, which is fixed.
    public var subscription: SubscriptionName
    /// Its topic, which is fixed; nil when the topic was deleted, which only the backbone says.
    public var topic: TopicName?
    /// Its labels.
    public var labels = Labels.none
    /// Which messages it takes, which is fixed; nil for all.
    public var filter: AttributeFilter?
    /// How long a message is leased at a time: 10 to 600 seconds.
    public var ackDeadlineSeconds: Int64 = 10
    /// Whether messages with the same ordering key come one after the other, which is fixed.
    public var isOrdered = false
    /// Whether a message is leased to one session only, and to none after its acknowledgement was confirmed.
    public var isExactlyOnce = false
    /// How long a message that was given back is kept back; nil for not at all.
    public var retryPolicy: RetryPolicy?
    /// Where a message goes that was given back too often; nil for nowhere.
    public var deadLetterPolicy: DeadLetterPolicy?
    /// How long it owes a message: 600 to 2,678,400 seconds.
    public var messageRetentionSeconds = usualRetentionSeconds
    /// Whether what was settled is kept as long, so that a seek can bring it back.
    public var retainsAcknowledged = false
    /// It is deleted when it was not used for so many seconds, at least a day; nil for never.
    public var expirationSeconds: Int64? = usualExpirationSeconds

    /// How long a message is owed unless given: 7 days.
    public static let usualRetentionSeconds: Int64 = 604_800
    /// After which time without use it is deleted unless given: 31 days.
    public static let usualExpirationSeconds: Int64 = 2_678_400

    /// A subscription to a topic, with all settings as they are unless given.
    public init(subscription: SubscriptionName, topic: TopicName) {
        self.subscription = subscription
        self.topic = topic
    }
}

extension SubscriptionSettings: ResourceSettings {
    package static let kind = "a subscription"

    package static let members: [ResourceMember<SubscriptionSettings>] = [
        .name("subscription", \.subscription),
        topicMember,
        .labels(\.labels),
        filterMember,
        .integer("ack_deadline_seconds", \.ackDeadlineSeconds, in: 10...600, unset: 0),
        .flag("enable_message_ordering", \.isOrdered, isFixed: true),
        .flag("enable_exactly_once_delivery", \.isExactlyOnce),
        retryMember,
        deadLetterMember,
        .integer(
            "message_retention_seconds", \.messageRetentionSeconds,
            in: TopicSettings.retentionSeconds),
        .flag("retain_acked_messages", \.retainsAcknowledged),
        expirationMember,
    ]

    package var usual: SubscriptionSettings {
        var usual = self
        usual.labels = .none
        usual.filter = nil
        usual.ackDeadlineSeconds = 10
        usual.isOrdered = false
        usual.isExactlyOnce = false
        usual.retryPolicy = nil
        usual.deadLetterPolicy = nil
        usual.messageRetentionSeconds = Self.usualRetentionSeconds
        usual.retainsAcknowledged = false
        usual.expirationSeconds = Self.usualExpirationSeconds
        return usual
    }

    package init(requiredOf object: JSONObject) throws(MemberError) {
        subscription = try object.name("subscription", SubscriptionName.init)
        guard object["topic"] != nil else { throw MemberError("topic", "is missing") }
    }

    package func check() throws(MemberError) {
        guard deadLetterPolicy == nil || deadLetterPolicy?.topic != topic else {
            throw MemberError(
                "dead_letter_policy.dead_letter_topic", "must not be the subscription's own topic")
        }
    }
}
