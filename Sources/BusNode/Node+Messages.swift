extension Node {
    /// Makes a topic; one that exists already stays as it is.
    public func createTopic(_ name: String) async throws(NodeError) {
        _ = try await request("topics.create", of: "backbone", ["topic": .string(name)])
    }

    /// Publishes a message, and returns when it is on the backbone's disk.
    ///
    /// - Parameters:
    ///   - payload: the message's bytes, at most 10,000,000.
    ///   - topic: the topic, which must exist.
    ///   - attributes: what filters see; at most 100, keys of at most 256 and values of at most 1,024 bytes.
    ///   - deduplicationKey: a second message to the topic with the same key within ten minutes is the
    ///     same message; empty when every message is a new one.
    /// - Returns: the message's identifier.
    /// - Throws: `NodeError` with code `notFound` when there is no such topic, `badValues` when a limit is
    ///   exceeded.
    @discardableResult
    public func publish(
        _ payload: Payload, to topic: String, attributes: [String: String] = [:],
        contentType: String = "application/json", deduplicationKey: String = ""
    ) async throws(NodeError) -> MessageID {
        let name = try ServiceRevision.parsing(topic) { text throws(NameError) in
            try TopicName(text)
        }
        let publication = Publication(
            topic: name, contentType: contentType, deduplicationKey: deduplicationKey,
            attributes: try Self.attributes(attributes), payload: payload)
        try Self.check(deduplicationKey, "the deduplication key", limit: WireLimits.name)
        try Self.check(contentType, "the content type", limit: WireLimits.name)
        guard payload.count <= WireLimits.payload else {
            throw NodeError(
                .badValues,
                "the payload has \(payload.count) bytes, and the limit is \(WireLimits.payload)")
        }
        return MessageID(try await connection.confirm(.publish(publication)))
    }

    /// Deals with the messages of a durable subscription until the task is cancelled.
    ///
    /// The subscription is made when it does not exist, and stays. Several nodes of the same subscription
    /// share its messages. A message is acknowledged when `handler` returns; one that it throws for is
    /// delivered again after `retryAfter`, to whoever is free.
    ///
    /// - Parameters:
    ///   - subscription: the subscription's name.
    ///   - topic: the topic, which must exist.
    ///   - filter: which messages, in Pub/Sub's filter language; empty for all.
    ///   - window: how many messages, and bytes of them, are dealt with at one time.
    ///   - ackDeadlineSeconds: a message is delivered to another node when it is not dealt with in this
    ///     time; 10 to 600.
    /// - Throws: `NodeError` when the subscription exists for another topic or with another filter.
    public func subscribe(
        _ subscription: String, to topic: String, filter: String = "",
        window: Window = Window(messages: 100), ackDeadlineSeconds: UInt16 = 0,
        retryAfter: Duration = .seconds(1),
        _ handler: @escaping @concurrent @Sendable (Message) async throws -> Void
    ) async throws(NodeError) {
        let name = try ServiceRevision.parsing(subscription) { text throws(NameError) in
            try SubscriptionName(text)
        }
        let topic = try ServiceRevision.parsing(topic) { text throws(NameError) in
            try TopicName(text)
        }
        try Self.check(filter, "the filter", limit: AttributeFilter.byteLimit)
        let request = SubscriptionRequest(
            subscription: name, topic: topic, window: window,
            ackDeadlineSeconds: ackDeadlineSeconds, filter: filter)
        try await connection.subscribe(request, retryAfter: retryAfter, handler)
        await connection.waitUntilClosed()
        _ = try? await connection.unsubscribe(name)
    }

    /// Messages of a topic that are still kept, oldest first.
    ///
    /// - Parameters:
    ///   - after: messages after this one only.
    ///   - limit: how many at most, 1 to 1,024.
    public func messages(
        of topic: String, after: MessageID = MessageID(0), limit: UInt16 = 100
    ) async throws(NodeError) -> [Message] {
        let name = try ServiceRevision.parsing(topic) { text throws(NameError) in
            try TopicName(text)
        }
        let stored = try await connection.fetch(
            FetchRequest(topic: name, after: after, before: MessageID(0), limit: limit))
        return stored.map(\.message)
    }

    /// Answers requests to an address until the task is cancelled.
    ///
    /// - Throws: `NodeError` with code `conflict` when the address is the backbone's own.
    public func answerRequests(
        to address: String, _ handler: @escaping @concurrent @Sendable (Request) async -> Reply
    ) async throws(NodeError) {
        try Self.check(address, "the address", limit: WireLimits.name)
        try await connection.offer(address, handler)
        await connection.waitUntilClosed()
    }

    /// Makes sure that a text is not longer than what travels.
    static func check(_ text: String, _ what: String, limit: Int) throws(NodeError) {
        guard text.utf8.count <= limit else {
            throw NodeError(
                .badValues, "\(what) has \(text.utf8.count) bytes, and the limit is \(limit)")
        }
    }

    private static func attributes(_ values: [String: String]) throws(NodeError) -> Attributes {
        do {
            return try Attributes(values)
        } catch {
            throw NodeError(.badValues, error.description)
        }
    }
}
