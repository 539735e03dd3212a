extension SubscriptionSettings {
    /// What stands in results for a topic that was deleted; no topic can have this name.
    package static let deletedTopic = "_deleted-topic_"

    static let topicMember = ResourceMember<SubscriptionSettings>("topic", isFixed: true) {
        .string($0.topic?.text ?? deletedTopic)
    } read: { value, settings throws(MemberError) in
        let isDeleted = value.string == deletedTopic
        settings.topic = isDeleted ? nil : try value.name("topic", TopicName.init)
    }

    static let filterMember = ResourceMember<SubscriptionSettings>("filter", isFixed: true) {
        .string($0.filter?.text ?? "")
    } read: { value, settings throws(MemberError) in
        let text = try value.text("filter")
        do {
            settings.filter = text.isEmpty ? nil : try AttributeFilter(text)
        } catch {
            throw MemberError("filter", "is wrong: \(error)")
        }
    }

    static let retryMember = ResourceMember<SubscriptionSettings>("retry_policy") {
        $0.retryPolicy?.json ?? .null
    } read: { value, settings throws(MemberError) in
        settings.retryPolicy = try policy("retry_policy", value, RetryPolicy.init(reading:))
    }

    static let deadLetterMember = ResourceMember<SubscriptionSettings>("dead_letter_policy") {
        $0.deadLetterPolicy?.json ?? .null
    } read: { value, settings throws(MemberError) in
        settings.deadLetterPolicy =
            try policy("dead_letter_policy", value, DeadLetterPolicy.init(reading:))
    }

    static let expirationMember = ResourceMember<SubscriptionSettings>("expiration_seconds") {
        $0.expirationSeconds.map { JSONValue($0) } ?? .null
    } read: { value, settings throws(MemberError) in
        settings.expirationSeconds =
            value.isNull
            ? nil : try value.integer("expiration_seconds", in: 86_400...9_007_199_254_740)
    }

    private static func policy<Policy>(
        _ key: String, _ value: JSONValue, _ read: (JSONObject) throws(MemberError) -> Policy
    ) throws(MemberError) -> Policy? {
        guard !value.isNull else { return nil }
        let object = try value.members(key)
        do {
            return try read(object)
        } catch {
            throw error.within(key)
        }
    }
}
