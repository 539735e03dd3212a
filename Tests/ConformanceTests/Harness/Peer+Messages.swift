import Topics

extension Peer {
    /// Publishes to the topic `weather`.
    @discardableResult
    func publish(
        _ payload: String = "{}", to topic: String = "weather", key: String = "",
        ordering: String = "", priority: UInt8 = 0, lives: Duration = .zero,
        delay: Duration = .zero, _ attributes: [String: String] = [:]
    ) async throws -> UInt64 {
        let publication = Publication(
            topic: try TopicName(topic), deduplicationKey: key, orderingKey: ordering,
            priority: priority, timeToLiveMilliseconds: UInt32(lives.inMilliseconds),
            delayMilliseconds: UInt32(delay.inMilliseconds),
            attributes: try Attributes(attributes), payload: Payload(payload))
        return try await confirm(.publish(publication))
    }

    /// Attaches to a subscription as it is, or to one of a topic.
    func subscribe(
        _ name: String = "sub", topic: String? = nil, window: UInt32 = 100,
        bytes: UInt64 = 100_000_000, deadline: UInt16 = 0, filter: String = ""
    ) async throws {
        try await confirm(
            .subscription(
                name, topic: topic, window: window, bytes: bytes, deadline: deadline,
                filter: filter))
    }

    /// Pulls messages that are there.
    func pull(
        _ limit: UInt16 = 100, from name: String = "sub", file: StaticString = #fileID,
        line: Int = #line
    ) async throws -> [Delivery] {
        let request = PullRequest(subscription: try SubscriptionName(name), limit: limit)
        let correlation = try await send(.pull(request))
        let answer = try await answer(to: correlation)
        guard case .confirmed(let count) = answer else {
            throw Mismatch("PULL: \(answer as Any)", file, line)
        }
        let deliveries = try await self.deliveries(answering: correlation)
        try expect(deliveries.count, Int(count), "DELIVERs of PULL", file: file, line: line)
        return deliveries
    }

    /// The deliveries that came to the session since the last look, or those that answer a PULL.
    func deliveries(answering correlation: UInt64 = 0) async throws -> [Delivery] {
        try await take { received in
            guard case .deliver(let delivery) = received.command,
                received.correlation == correlation
            else { return nil }
            return delivery
        }
    }

    /// Acknowledges deliveries of one subscription.
    @discardableResult
    func acknowledge(_ deliveries: Delivery...) async throws -> UInt64 {
        try await confirm(.acknowledge(deliveries))
    }

    /// Gives a delivery back.
    func reject(_ delivery: Delivery, for duration: Duration = .zero) async throws {
        try await confirm(.reject(.of(delivery, duration)))
    }

    /// Gets more time for a delivery.
    func extend(_ delivery: Delivery, by duration: Duration) async throws {
        try await confirm(.extend(.of(delivery, duration)))
    }

    /// Messages of a topic, again.
    func fetch(
        _ topic: String = "weather", after: UInt64 = 0, before: UInt64 = 0, limit: UInt16 = 100
    ) async throws -> [StoredMessage] {
        let request = FetchRequest(
            topic: try TopicName(topic), after: MessageID(after), before: MessageID(before),
            limit: limit)
        let correlation = try await send(.fetch(request))
        guard case .confirmed(let count) = try await answer(to: correlation) else {
            throw Mismatch("FETCH is not confirmed")
        }
        let messages: [StoredMessage] = try await take { received in
            guard case .message(let message) = received.command,
                received.correlation == correlation
            else { return nil }
            return message
        }
        try expect(messages.count, Int(count), "MESSAGEs of FETCH")
        return messages
    }
}

extension Command {
    /// SUBSCRIBE.
    static func subscription(
        _ name: String, topic: String? = nil, window: UInt32 = 100, bytes: UInt64 = 100_000_000,
        deadline: UInt16 = 0, filter: String = ""
    ) throws -> Command {
        var topicName: TopicName?
        if let topic { topicName = try TopicName(topic) }
        return .subscribe(
            SubscriptionRequest(
                subscription: try SubscriptionName(name), topic: topicName,
                window: Window(messages: window, bytes: bytes), ackDeadlineSeconds: deadline,
                filter: filter))
    }

    /// ACKNOWLEDGE of deliveries of one subscription.
    static func acknowledge(_ deliveries: [Delivery]) -> Command {
        precondition(!deliveries.isEmpty, "there is nothing to acknowledge")
        return .acknowledge(
            Acknowledgement(
                subscription: deliveries[0].subscription,
                deliveries: deliveries.map {
                    DeliveryReference(message: $0.message.id, attempt: $0.attempt)
                }))
    }
}

extension LeaseChange {
    /// What REJECT and EXTEND say of a delivery.
    static func of(_ delivery: Delivery, _ duration: Duration) -> LeaseChange {
        LeaseChange(
            subscription: delivery.subscription,
            delivery: DeliveryReference(message: delivery.message.id, attempt: delivery.attempt),
            milliseconds: UInt32(duration.inMilliseconds))
    }
}

extension Delivery {
    /// What the message says.
    var text: String { message.payload.text }
}

extension Payload {
    /// The payload, read as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension [Delivery] {
    /// What the messages say.
    var texts: [String] { map(\.text) }
    /// Under which attempts they came.
    var attempts: [UInt32] { map(\.attempt) }
}
