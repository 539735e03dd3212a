import Store
import Topics

extension Backbone {
    func createSubscription(
        _ parameters: JSONObject, _ call: Call
    ) throws(BackboneError) -> Reply {
        let (settings, isExclusive) = try Self.reading { () throws(MemberError) in
            (
                try SubscriptionSettings(reading: parameters, besides: ["exclusive"]),
                try parameters["exclusive"]?.flag("exclusive") ?? false
            )
        }
        guard let existing = subscriptions[settings.subscription] else {
            return .ok(try describe(try make(settings, at: call.now), at: call.now).json)
        }
        try checkSame(
            described(existing), parameters, isExclusive, "the subscription \(existing.name)")
        return .ok(try describe(existing, at: call.now).json)
    }

    func listSubscriptions(
        _ parameters: JSONObject, _ call: Call
    ) throws(BackboneError) -> Reply {
        try Self.reading { () throws(MemberError) in
            try parameters.expectOnly(["limit", "after", "topic"])
        }
        let topic = parameters["topic"] == nil ? nil : try topic(in: parameters)
        let all = subscriptions.values.filter { topic == nil || $0.topic === topic }.map {
            (name: $0.name.text, item: $0)
        }
        return try Self.page("subscriptions", of: all, parameters) {
            subscription throws(BackboneError) in
            try describe(subscription, at: call.now).json
        }
    }

    func updateSubscription(
        _ parameters: JSONObject, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) -> Reply {
        let subscription = try subscription(in: parameters)
        var settings = described(subscription)
        try Self.reading { () throws(MemberError) in
            try settings.change(
                try SubscriptionSettings.updateMask(of: parameters), from: parameters)
        }
        if let policy = settings.deadLetterPolicy { _ = try topic(policy.topic) }
        settings.topic = subscription.topic.name
        let wasExactlyOnce = subscription.settings.isExactlyOnce
        subscription.settings = settings
        subscription.lastUsed = clock(call.now)
        try BackboneError.storing { () throws(StoreError) in
            try resources.save(subscription)
            if settings.isExactlyOnce != wasExactlyOnce {
                try changeExactlyOnce(of: subscription)
            }
            try deliver(subscription, at: call.now, into: &outbox)
        }
        return .ok(try describe(subscription, at: call.now).json)
    }

    func deleteSubscription(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let subscription = try subscription(in: parameters)
        try BackboneError.storing { () throws(StoreError) in try remove(subscription) }
        return .ok([:])
    }

    func detachSubscription(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let subscription = try subscription(in: parameters)
        try BackboneError.storing { () throws(StoreError) in
            try detachSessions(from: subscription)
            try owed.removeAll(of: subscription.number)
            subscription.isDetached = true
            try resources.save(subscription)
            subscription.queue.restart()
            try restore(subscription)
        }
        subscription.topic.subscriptions.removeAll { $0 === subscription }
        return .ok([:])
    }

    func seek(
        _ parameters: JSONObject, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) -> Reply {
        let subscription = try subscription(in: parameters)
        let target = try seekTarget(parameters, of: subscription)
        try BackboneError.storing { () throws(StoreError) in
            try seek(subscription, to: target, at: call.now, into: &outbox)
        }
        return .ok(try describe(subscription, at: call.now).json)
    }

    /// The subscription that a request names.
    func subscription(in parameters: JSONObject) throws(BackboneError) -> Subscription {
        let name = try Self.reading { () throws(MemberError) in
            try parameters.name("subscription", SubscriptionName.init)
        }
        return try subscription(name)
    }

    func describe(
        _ subscription: Subscription, at now: Moment
    ) throws(BackboneError) -> SubscriptionDescription {
        var description = SubscriptionDescription(settings: described(subscription))
        let leases = subscription.queue.leases
        let leasedBytes = leases.values.reduce(0) { $0 + $1.message.bytes }
        description.isDetached = subscription.isDetached
        description.leased = Int64(leases.count)
        description.delayed = Int64(subscription.size.delayed)
        description.waiting =
            Int64(subscription.size.messages - subscription.size.delayed - leases.count)
        description.waitingBytes = Int64(subscription.size.bytes - leasedBytes)
        description.oldestMilliseconds = try BackboneError.storing { () throws(StoreError) in
            try oldestAge(of: subscription, at: now)
        }
        description.acknowledged = subscription.counts.acknowledged
        description.deadLettered = subscription.counts.deadLettered
        description.expired = subscription.counts.expired
        description.sessions = Int64(subscription.queue.consumers.sessions.count)
        return description
    }

    /// The settings of a subscription as others see them.
    private func described(_ subscription: Subscription) -> SubscriptionSettings {
        var settings = subscription.settings
        if subscription.topic.isDeleted { settings.topic = nil }
        return settings
    }

    /// Writes leases down from now on, or does so no more.
    private func changeExactlyOnce(of subscription: Subscription) throws(StoreError) {
        subscription.queue.isOneAtATime = subscription.settings.isExactlyOnce
        guard subscription.settings.isExactlyOnce else {
            return try owed.clearLeases(of: subscription.number)
        }
        for lease in subscription.queue.leases.values {
            try owed.noteLease(lease, of: subscription.number)
        }
    }

    private func seekTarget(
        _ parameters: JSONObject, of subscription: Subscription
    ) throws(BackboneError) -> SeekTarget {
        try Self.reading { () throws(MemberError) in
            try parameters.expectOnly(["subscription", "time", "snapshot"])
            guard (parameters["time"] == nil) != (parameters["snapshot"] == nil) else {
                throw MemberError("time", "or snapshot is needed, and only one of them")
            }
        }
        guard parameters["snapshot"] != nil else {
            return .time(
                try Self.reading { () throws(MemberError) in
                    try parameters.name("time") { text throws(NameError) in try Timestamp(text) }
                })
        }
        let snapshot = try snapshot(in: parameters)
        guard snapshot.topic === subscription.topic else {
            throw .refused(
                Refusal(
                    .conflict,
                    "the snapshot \(snapshot.name) is of the topic \(snapshot.topic.name), and "
                        + "\(subscription.name) of \(subscription.topic.name)"))
        }
        return .snapshot(snapshot)
    }
}
