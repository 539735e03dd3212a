extension Node {
    /// Publishes a message, and returns when it is on the backbone's disk.
    ///
    /// - Parameters:
    ///   - payload: the message's bytes, at most 10,000,000.
    ///   - topic: the topic, which must exist.
    ///   - attributes: what filters see; at most 100, keys of at most 256 and values of at most 1,024 bytes.
    ///   - deduplicationKey: a second message to the topic with the same key within ten minutes is the
    ///     same message; empty when every message is a new one.
    ///   - orderingKey: messages with the same key reach a subscription that keeps order one after the
    ///     other; empty for a message without order.
    ///   - priority: messages of higher priority are delivered first: 0, the lowest, to 9.
    ///   - timeToLive: the message is not delivered any more after this time, at most 31 days.
    ///   - delay: the message is not delivered before this time has passed, at most 31 days; not together
    ///     with an ordering key.
    /// - Returns: the message's identifier.
    /// - Throws: `NodeError` with code `notFound` when there is no such topic, `badValues` when a limit is
    ///   exceeded.
    @discardableResult
    public func publish(
        _ payload: Payload, to topic: String, attributes: [String: String] = [:],
        contentType: String = "application/json", deduplicationKey: String = "",
        orderingKey: String = "", priority: UInt8 = 0, timeToLive: Duration? = nil,
        delay: Duration? = nil
    ) async throws(NodeError) -> MessageID {
        let publication = Publication(
            topic: try Self.topicName(topic), contentType: contentType,
            deduplicationKey: deduplicationKey, orderingKey: orderingKey, priority: priority,
            timeToLiveMilliseconds: try Self.milliseconds(timeToLive, "the time to live", from: 1),
            delayMilliseconds: try Self.milliseconds(delay, "the delay", from: 0),
            attributes: try Self.attributes(attributes), payload: payload)
        try Self.check(publication)
        return MessageID(try await connection.confirm(.publish(publication)))
    }

    /// Messages of a topic that are still kept, oldest first.
    ///
    /// - Parameters:
    ///   - after: messages after this one only.
    ///   - limit: how many at most, 1 to 1,024.
    public func messages(
        of topic: String, after: MessageID = MessageID(0), limit: UInt16 = 100
    ) async throws(NodeError) -> [Message] {
        let name = try Self.topicName(topic)
        let stored = try await connection.fetch(
            FetchRequest(topic: name, after: after, before: MessageID(0), limit: limit))
        return stored.map(\.message)
    }

    /// Makes sure that a text is not longer than what travels.
    static func check(_ text: String, _ what: String, limit: Int) throws(NodeError) {
        guard text.utf8.count <= limit else {
            throw NodeError(
                .badValues, "\(what) has \(text.utf8.count) bytes, and the limit is \(limit)")
        }
    }

    private static func check(_ publication: Publication) throws(NodeError) {
        try check(publication.deduplicationKey, "the deduplication key", limit: WireLimits.name)
        try check(publication.orderingKey, "the ordering key", limit: WireLimits.orderingKey)
        try check(publication.contentType, "the content type", limit: WireLimits.name)
        guard publication.payload.count <= WireLimits.payload else {
            let size = publication.payload.count
            throw NodeError(
                .badValues, "the payload has \(size) bytes, and the limit is \(WireLimits.payload)")
        }
        guard publication.priority <= WireLimits.priority else {
            throw NodeError(
                .badValues,
                "priority \(publication.priority) is not from 0 to \(WireLimits.priority)")
        }
        guard publication.delayMilliseconds == 0 || publication.orderingKey.isEmpty else {
            throw NodeError(.badValues, "a message with an ordering key cannot have a delay")
        }
    }

    private static func milliseconds(
        _ duration: Duration?, _ what: String, from least: Int64
    ) throws(NodeError) -> UInt32 {
        guard let milliseconds = duration?.wholeMilliseconds else { return 0 }
        guard (least...Int64(WireLimits.messageTime)).contains(milliseconds) else {
            throw NodeError(
                .badValues, "\(what) has \(milliseconds) ms, and \(least) ms to 31 days are allowed"
            )
        }
        return UInt32(milliseconds)
    }

    private static func attributes(_ values: [String: String]) throws(NodeError) -> Attributes {
        do {
            return try Attributes(values)
        } catch {
            throw NodeError(.badValues, error.description)
        }
    }
}
