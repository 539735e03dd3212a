import Topics

/// A message that was pulled from a subscription, leased to this node until it is settled or the lease ends.
public struct PulledMessage: Sendable {
    /// The message.
    public var message: Message { delivery.message }
    /// The subscription that it was pulled from.
    public var subscription: SubscriptionName { delivery.subscription }
    /// Which delivery of the message this is, counted from 1.
    public var attempt: UInt32 { delivery.attempt }
    /// How long the lease was when the message came.
    public var lease: Duration { .milliseconds(delivery.leaseMilliseconds) }

    let delivery: Delivery
    let connection: NodeConnection

    /// Says that the message is dealt with, and returns when that is on the backbone's disk.
    ///
    /// - Returns: false when that changed nothing, because the message was settled, or delivered to
    ///   somebody else, before.
    /// - Throws: `NodeError` with code `notLeased` when the subscription delivers exactly once and the lease
    ///   is over: the message comes again, and what was done for it counts for nothing.
    @discardableResult
    public func acknowledge() async throws(NodeError) -> Bool {
        let acknowledgement = Acknowledgement(
            subscription: subscription, deliveries: [reference])
        return try await connection.confirm(.acknowledge(acknowledgement)) > 0
    }

    /// Gives the message back; it is delivered again no sooner than after this time, at most ten minutes.
    ///
    /// - Throws: `NodeError` with code `notLeased` when the lease is over.
    public func reject(after delay: Duration = .zero) async throws(NodeError) {
        let milliseconds = try Node.leaseMilliseconds(delay, "the time to wait")
        try await connection.confirm(.reject(change(milliseconds)))
    }

    /// Takes more time: the lease ends this long from now, at most ten minutes.
    ///
    /// - Throws: `NodeError` with code `notLeased` when the lease is over.
    public func extend(by time: Duration) async throws(NodeError) {
        let milliseconds = try Node.leaseMilliseconds(time, "the time")
        try await connection.confirm(.extend(change(milliseconds)))
    }

    private var reference: DeliveryReference {
        DeliveryReference(message: message.id, attempt: attempt)
    }

    private func change(_ milliseconds: UInt32) -> LeaseChange {
        LeaseChange(subscription: subscription, delivery: reference, milliseconds: milliseconds)
    }
}
