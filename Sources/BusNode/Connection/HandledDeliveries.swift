package import Topics

/// The messages that handlers deal with, and when their leases have to be extended.
///
/// A lease is extended when half of it is over, for as long as the handler runs, but not for more than an
/// hour: a handler that hangs does not keep its message for ever.
package struct HandledDeliveries: Sendable {
    private var leases: [Key: Lease] = [:]
    /// Nothing is due before this, in milliseconds.
    private var nextDue = Int64.max

    /// How long a lease is extended at most, in milliseconds: as long as Google's clients do.
    package static let limit: Int64 = 3_600_000

    private struct Key: Hashable {
        let subscription: SubscriptionName
        let delivery: DeliveryReference
    }

    private struct Lease {
        let length: UInt32
        let end: Int64
        var due: Int64
    }

    /// Nothing is dealt with.
    package init() {}

    /// A handler begins to deal with a message, at a time in milliseconds.
    package mutating func begin(_ delivery: Delivery, at now: Int64) {
        let due = now + Int64(delivery.leaseMilliseconds) / 2
        let reference = DeliveryReference(
            message: delivery.message.id, attempt: delivery.attempt)
        leases[Key(subscription: delivery.subscription, delivery: reference)] = Lease(
            length: delivery.leaseMilliseconds, end: now + Self.limit, due: due)
        nextDue = min(nextDue, due)
    }

    /// A message is dealt with, or its lease is known to be over.
    package mutating func end(_ delivery: DeliveryReference, of subscription: SubscriptionName) {
        leases[Key(subscription: subscription, delivery: delivery)] = nil
    }

    /// The extensions that are due at a time in milliseconds.
    package mutating func extensions(at now: Int64) -> [LeaseChange] {
        guard now >= nextDue else { return [] }
        var changes: [LeaseChange] = []
        nextDue = .max
        for (key, lease) in leases {
            var lease = lease
            if lease.due <= now {
                guard lease.due < lease.end else { continue }
                lease.due = now + Int64(lease.length) / 2
                leases[key] = lease
                changes.append(
                    LeaseChange(
                        subscription: key.subscription, delivery: key.delivery,
                        milliseconds: min(lease.length, LeaseChange.millisecondsLimit)))
            }
            nextDue = min(nextDue, lease.due)
        }
        return changes.sorted { $0.delivery.message < $1.delivery.message }
    }
}
