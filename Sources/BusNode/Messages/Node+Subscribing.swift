extension Node {
    /// Deals with the messages of a durable subscription until the task is cancelled.
    ///
    /// The subscription is made when it does not exist, and stays. Several nodes of the same subscription
    /// share its messages. A message is acknowledged when `handler` returns; one that it throws for is
    /// delivered again after `retryAfter`, to whoever is free. While `handler` runs, for at most an hour, the
    /// message's lease is extended.
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
        try Self.check(filter, "the filter", limit: AttributeFilter.byteLimit)
        let request = SubscriptionRequest(
            subscription: try Self.subscriptionName(subscription), topic: try Self.topicName(topic),
            window: window, ackDeadlineSeconds: ackDeadlineSeconds, filter: filter)
        try await deal(with: request, retryAfter, handler)
    }

    /// Deals with the messages of a subscription that exists, as it is, until the task is cancelled.
    ///
    ///     try await node.subscribe("orders-eu") { message in
    ///         try await book(message.payload.bytes)
    ///     }
    ///
    /// - Parameters:
    ///   - subscription: the subscription's name.
    ///   - window: how many messages, and bytes of them, are dealt with at one time.
    ///   - retryAfter: how long a message that `handler` throws for is kept back, at most ten minutes; a
    ///     retry policy of the subscription may keep it back longer.
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription, `conflict` when it is
    ///   detached.
    public func subscribe(
        _ subscription: String, window: Window = Window(messages: 100),
        retryAfter: Duration = .seconds(1),
        _ handler: @escaping @concurrent @Sendable (Message) async throws -> Void
    ) async throws(NodeError) {
        let request = SubscriptionRequest(
            subscription: try Self.subscriptionName(subscription), topic: nil, window: window)
        try await deal(with: request, retryAfter, handler)
    }

    /// Takes some messages of a subscription, now.
    ///
    ///     for message in try await node.pull(from: "orders-eu", max: 10, within: .seconds(5)) {
    ///         print(message.message.id)
    ///         try await message.acknowledge()
    ///     }
    ///
    /// Each message is leased to this node for the subscription's ack deadline: it is delivered again
    /// unless it is acknowledged by then, or the lease is extended.
    ///
    /// - Parameters:
    ///   - subscription: the subscription, which must exist.
    ///   - count: how many messages at most, 1 to 1,024.
    ///   - patience: how long to wait for the first message, at most ten minutes.
    /// - Returns: the messages; none when there was none in time.
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription, `cancelled` when the
    ///   task is cancelled; what had come by then is given back.
    public func pull(
        from subscription: String, max count: Int = 100, within patience: Duration = .zero
    ) async throws(NodeError) -> [PulledMessage] {
        let name = try Self.subscriptionName(subscription)
        guard (1...WireLimits.list).contains(count) else {
            throw NodeError(.badValues, "\(count) messages are not 1 to \(WireLimits.list)")
        }
        let wait = try Self.leaseMilliseconds(patience, "the time to wait")
        let request = PullRequest(
            subscription: name, limit: UInt16(count), waitMilliseconds: wait)
        let connection = connection
        return try await connection.pull(request).map {
            PulledMessage(delivery: $0, connection: connection)
        }
    }

    private func deal(
        with request: SubscriptionRequest, _ retryAfter: Duration,
        _ handler: @escaping NodeConnection.MessageHandler
    ) async throws(NodeError) {
        try await connection.subscribe(request, retryAfter: retryAfter, handler)
        await connection.waitUntilClosed()
        _ = try? await connection.unsubscribe(request.subscription)
    }
}
