/// Where a message goes that was given back too often.
///
///     {"dead_letter_topic": "orders.dead", "max_delivery_attempts": 5}
public struct DeadLetterPolicy: Hashable, Sendable {
    /// The topic that it is published to; not that of the subscription.
    public let topic: TopicName
    /// After how many attempts, 5 to 100.
    public let attempts: UInt32

    private static let topicKey = "dead_letter_topic"
    private static let attemptsKey = "max_delivery_attempts"
    private static let range: ClosedRange<Int64> = 5...100
    private static let usualAttempts: UInt32 = 5

    /// A policy; 0 attempts count as 5.
    ///
    /// - Throws: `MemberError` when the attempts are not from 5 to 100.
    public init(topic: TopicName, attempts: UInt32 = 0) throws(MemberError) {
        self.topic = topic
        self.attempts = attempts == 0 ? Self.usualAttempts : attempts
        guard Self.range.contains(Int64(self.attempts)) else {
            throw MemberError(Self.attemptsKey, "must be a whole number from 5 to 100")
        }
    }

    init(reading object: JSONObject) throws(MemberError) {
        try object.expectOnly([Self.topicKey, Self.attemptsKey])
        topic = try object.name(Self.topicKey, TopicName.init)
        guard let given = object[Self.attemptsKey], given != 0 else {
            attempts = Self.usualAttempts
            return
        }
        attempts = UInt32(try given.integer(Self.attemptsKey, in: Self.range))
    }

    var json: JSONValue {
        [Self.topicKey: .string(topic.text), Self.attemptsKey: JSONValue(attempts)]
    }
}
