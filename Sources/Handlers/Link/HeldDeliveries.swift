import Topics

/// Deliveries that a node deals with, to tell repetitions from new ones.
struct HeldDeliveries: Sendable {
    /// Those that a handler deals with, which always settles them.
    private var handled: [SubscriptionName: Set<DeliveryReference>] = [:]
    /// Those that somebody pulled, with the end of their leases: nobody has to settle them.
    private var pulled: [SubscriptionName: [DeliveryReference: Int64]] = [:]

    /// Notes a delivery for a handler.
    ///
    /// - Returns: false when the node has it already.
    mutating func insert(_ delivery: Delivery) -> Bool {
        guard pulled[delivery.subscription]?[delivery.reference] == nil else { return false }
        return handled[delivery.subscription, default: []].insert(delivery.reference).inserted
    }

    /// Notes a delivery that was pulled.
    ///
    /// - Returns: false when the node has it already.
    mutating func insertPulled(_ delivery: Delivery, at now: Moment) -> Bool {
        guard handled[delivery.subscription]?.contains(delivery.reference) != true else {
            return false
        }
        let end = now.milliseconds + Int64(delivery.leaseMilliseconds)
        return pulled[delivery.subscription, default: [:]]
            .updateValue(end, forKey: delivery.reference) == nil
    }

    /// Notes that leases were extended.
    mutating func extend(_ change: LeaseChange, at now: Moment) {
        guard pulled[change.subscription]?[change.delivery] != nil else { return }
        pulled[change.subscription]?[change.delivery] =
            now.milliseconds + Int64(change.milliseconds)
    }

    /// Forgets deliveries that are settled, or that nobody deals with.
    mutating func remove(_ deliveries: [DeliveryReference], of subscription: SubscriptionName) {
        handled[subscription]?.subtract(deliveries)
        guard pulled[subscription] != nil else { return }
        for delivery in deliveries { pulled[subscription]?[delivery] = nil }
    }

    /// Forgets what the handler of a subscription deals with.
    mutating func remove(_ subscription: SubscriptionName) {
        handled[subscription] = nil
    }

    /// Forgets what was pulled and whose lease is over.
    mutating func removeOverdue(at now: Moment) {
        for (subscription, deliveries) in pulled {
            let rest = deliveries.filter { $0.value > now.milliseconds }
            pulled[subscription] = rest.isEmpty ? nil : rest
        }
    }
}

extension Delivery {
    /// The message and the attempt.
    fileprivate var reference: DeliveryReference {
        DeliveryReference(message: message.id, attempt: attempt)
    }
}
