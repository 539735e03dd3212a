import Handlers
package import Topics

extension NodeConnection {
    /// Deals with the messages of a subscription; one that `handler` throws for is delivered again.
    package typealias MessageHandler = @concurrent @Sendable (Message) async throws -> Void
    /// Answers the requests for an address; nil where the asker is to hear nothing, which the backbone tells
    /// it after a while.
    package typealias RequestHandler = @concurrent @Sendable (Request) async -> Reply?

    /// Who deals with the messages of a subscription.
    struct Subscriber {
        let handler: MessageHandler
        /// How long a message that was not dealt with is kept back, in milliseconds.
        let retryAfter: UInt32
    }

    /// Deals with the messages of a subscription from now on.
    package func subscribe(
        _ request: SubscriptionRequest, retryAfter: Duration, _ handler: @escaping MessageHandler
    ) async throws(NodeError) {
        subscribers[request.subscription] = Subscriber(
            handler: handler,
            retryAfter: UInt32(
                clamping: min(
                    retryAfter.wholeMilliseconds, Int64(LeaseChange.millisecondsLimit))))
        try await confirm(.subscribe(request))
    }

    /// Takes no more messages of a subscription; what is unsettled is delivered to others.
    package func unsubscribe(_ name: SubscriptionName) async throws(NodeError) {
        acknowledgeSettled()
        subscribers[name] = nil
        try await confirm(.unsubscribe(name))
    }

    /// Answers the requests for an address from now on.
    package func offer(
        _ address: String, _ handler: @escaping RequestHandler
    ) async throws(NodeError) {
        requestHandlers[address] = handler
        try await confirm(.offer(address))
    }

    /// Deals with a message.
    func handle(_ delivery: Delivery) {
        let reference = DeliveryReference(
            message: delivery.message.id, attempt: delivery.attempt)
        guard let subscriber = subscribers[delivery.subscription] else {
            return withLink { link, _, _ in link.forget(reference, of: delivery.subscription) }
        }
        handled.begin(delivery, at: Clocks.now.milliseconds)
        Task {
            do {
                try await subscriber.handler(delivery.message)
                acknowledge(reference, of: delivery.subscription)
            } catch {
                reject(reference, of: delivery.subscription, subscriber)
            }
        }
    }

    /// Answers a request.
    func answer(_ request: Request, _ correlation: UInt64) {
        guard let handler = requestHandlers[request.address] else { return }
        Task {
            guard let reply = await handler(request) else { return }
            withLink { $0.reply(reply, to: correlation, at: $1, into: &$2) }
        }
    }

    /// Acknowledges in one command what was dealt with since the last time.
    func acknowledgeSettled() {
        guard !settled.isEmpty, failure == nil else { return }
        for (name, deliveries) in settled {
            var rest = deliveries[...]
            while !rest.isEmpty {
                let batch = Array(rest.prefix(WireLimits.list))
                rest = rest.dropFirst(batch.count)
                let acknowledgement = Acknowledgement(subscription: name, deliveries: batch)
                submit(.acknowledge(acknowledgement), .acknowledged(acknowledgement))
            }
        }
        settled.removeAll(keepingCapacity: true)
    }

    /// Acknowledges messages one by one that were refused together: where delivery is exactly once, one whose
    /// lease is over makes the backbone refuse all, and the others are to be settled.
    func retry(_ acknowledgement: Acknowledgement, after refusal: Refusal) {
        let deliveries = acknowledgement.deliveries
        guard refusal.code == .notLeased, deliveries.count > 1 else {
            let messages = deliveries.map(\.message.description).joined(separator: ", ")
            return Log.write(
                "\(acknowledgement.subscription): message \(messages) was dealt with, "
                    + "and may come again: \(refusal)")
        }
        for delivery in deliveries {
            let one = Acknowledgement(
                subscription: acknowledgement.subscription, deliveries: [delivery])
            submit(.acknowledge(one), .acknowledged(one))
        }
    }

    /// Extends the leases of messages whose handlers take long.
    func extendLeases(at now: Int64) {
        guard welcome != nil else { return }
        for change in handled.extensions(at: now) { submit(.extend(change), .extended(change)) }
    }

    private func acknowledge(_ delivery: DeliveryReference, of name: SubscriptionName) {
        handled.end(delivery, of: name)
        settled[name, default: []].append(delivery)
        thread.wakeAgain()
    }

    private func reject(
        _ delivery: DeliveryReference, of name: SubscriptionName, _ subscriber: Subscriber
    ) {
        handled.end(delivery, of: name)
        guard failure == nil else { return }
        submit(
            .reject(
                LeaseChange(
                    subscription: name, delivery: delivery, milliseconds: subscriber.retryAfter)),
            .nobody)
    }
}
