/// What the backbone says of a topic.
public struct TopicDescription: Hashable, Sendable {
    /// What it was made, or changed, with.
    public var settings: TopicSettings
    /// Its newest message, or nil when there was none.
    public var lastMessage: MessageID?
    /// Its subscriptions.
    public var subscriptions: [SubscriptionName]

    /// A description of a topic.
    public init(
        settings: TopicSettings, lastMessage: MessageID?, subscriptions: [SubscriptionName]
    ) {
        self.settings = settings
        self.lastMessage = lastMessage
        self.subscriptions = subscriptions
    }

    /// Reads the backbone's answer; members that are not known are passed over.
    ///
    /// - Throws: `MemberError` for the first member that is wrong or missing.
    package init(reading object: JSONObject) throws(MemberError) {
        settings = try TopicSettings(readingKnownOf: object)
        let number = try object.count("last_message")
        lastMessage = number == 0 ? nil : MessageID(UInt64(number))
        subscriptions = []
        for name in object["subscriptions"]?.array ?? [] {
            subscriptions.append(try name.name("subscriptions", SubscriptionName.init))
        }
    }

    /// The description as a JSON object.
    package var json: JSONValue {
        var object = settings.object
        object["last_message"] = JSONValue(lastMessage?.number ?? 0)
        object["subscriptions"] = .array(subscriptions.map { .string($0.text) })
        return .object(object)
    }
}
