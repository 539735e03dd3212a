import Store
import Topics

@testable import Handlers

/// What must hold whenever the backbone sends a message to a subscriber: the order of its key, the attempts,
/// and that nobody else has it where that is promised.
final class DeliveryCheck {
    private var last: [Place: Given] = [:]

    private struct Place: Hashable {
        let subscription: SubscriptionName
        let message: MessageID
    }

    private struct Given {
        let attempt: UInt32
        /// Nobody else may have it before, where that is promised.
        var leasedUntil: Int64
    }

    /// Notes a command that is going to be handled.
    func note(_ command: Command, at now: Int64) {
        switch command {
        case .reject(let change): shorten(change, to: .min)
        case .extend(let change): shorten(change, to: now + Int64(change.milliseconds))
        default: break
        }
    }

    /// Checks a delivery that is sent.
    func check(_ delivery: Delivery, by backbone: Backbone, at now: Int64) throws {
        guard let subscription = backbone.subscriptions[delivery.subscription] else { return }
        let message = delivery.message.id
        let place = Place(subscription: delivery.subscription, message: message)
        let name = "\(delivery.subscription), message \(message)"
        let former = last[place]
        try checkAttempt(delivery, subscription, backbone)
        if subscription.settings.isExactlyOnce, let former {
            try require(
                delivery.attempt >= former.attempt,
                "\(name): attempt \(delivery.attempt) after \(former.attempt)")
            try require(
                delivery.attempt == former.attempt || now >= former.leasedUntil,
                "\(name): given out again \(former.leasedUntil - now) ms before its lease ends")
        }
        last[place] = Given(
            attempt: delivery.attempt, leasedUntil: now + Int64(delivery.leaseMilliseconds))
        try checkOrder(of: delivery, subscription, backbone)
    }

    /// The file has counted the attempts before this one, or this one where leases are kept in it.
    private func checkAttempt(
        _ delivery: Delivery, _ subscription: Subscription, _ backbone: Backbone
    ) throws {
        let message = delivery.message.id
        guard subscription.queue.leases[message]?.attempt == delivery.attempt else { return }
        let stored = try backbone.owed.find(message, of: subscription.number)?.message.attempts
        try require(
            stored == delivery.attempt - (subscription.settings.isExactlyOnce ? 0 : 1),
            "\(subscription.name), message \(message): attempt \(delivery.attempt) goes out, the file "
                + "has counted \(stored.map(String.init) ?? "none")")
    }

    /// All earlier messages of the key are with the same session, or acknowledged.
    private func checkOrder(
        of delivery: Delivery, _ subscription: Subscription, _ backbone: Backbone
    ) throws {
        let key = delivery.message.orderingKey
        let queue = subscription.queue
        guard subscription.settings.isOrdered, !key.isEmpty,
            let lease = queue.leases[delivery.message.id], lease.attempt == delivery.attempt
        else { return }
        let read = try backbone.file.prepare(
            "SELECT message FROM owed WHERE subscription = ? AND ordering_key = ? AND message < ?")
        try read.bind(subscription.number, at: 1)
        try read.bind(key, at: 2)
        try read.bind(Int64(delivery.message.id.number), at: 3)
        for earlier in try read.rows({ MessageID(UInt64($0.integer(at: 0))) }) {
            let isHeld = queue.keys[key]?.held.contains { $0.id == earlier } ?? false
            let isWithSession = queue.leases[earlier]?.session == lease.session
            try require(
                isHeld || isWithSession && !subscription.settings.isExactlyOnce,
                "\(subscription.name): message \(delivery.message.id) of key \(key) goes out, and "
                    + "\(earlier) waits")
        }
    }

    private func shorten(_ change: LeaseChange, to end: Int64) {
        let place = Place(subscription: change.subscription, message: change.delivery.message)
        guard let given = last[place], given.attempt == change.delivery.attempt else { return }
        last[place]?.leasedUntil = min(given.leasedUntil, end)
    }
}
