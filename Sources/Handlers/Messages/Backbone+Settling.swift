import Store
import Topics

extension Backbone {
    /// Settles messages that a subscriber has dealt with.
    func acknowledge(
        _ acknowledgement: Acknowledgement, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let subscription = try subscription(acknowledgement.subscription)
        subscription.lastUsed = clock(call.now)
        if subscription.settings.isExactlyOnce {
            try checkLeased(acknowledgement, of: subscription, at: call.now)
        }
        try BackboneError.storing { () throws(StoreError) in
            var settled: UInt64 = 0
            for delivery in acknowledgement.deliveries
            where try settle(delivery, of: subscription, at: call.now) {
                settled += 1
            }
            outbox.confirm(call.correlation, number: settled, to: call.peer)
            try deliver(subscription, at: call.now, into: &outbox)
        }
    }

    /// Takes back a message that a subscriber does not want now.
    func reject(
        _ change: LeaseChange, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let (subscription, lease) = try leasing(change, to: call.session)
        try BackboneError.storing { () throws(StoreError) in
            try giveBack(
                lease, of: subscription, .rejected, for: Int64(change.milliseconds), at: call.now,
                into: &outbox)
            try deliver(subscription, at: call.now, into: &outbox)
        }
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Gives a subscriber more time for a message.
    func extend(
        _ change: LeaseChange, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let (subscription, lease) = try leasing(change, to: call.session)
        subscription.queue.extend(
            lease.message.id, until: clock(call.now) + Int64(change.milliseconds))
        if subscription.settings.isExactlyOnce {
            try BackboneError.storing { () throws(StoreError) in
                guard let lease = subscription.queue.leases[lease.message.id] else { return }
                try owed.noteLease(lease, of: subscription.number)
            }
        }
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Takes back what a session has of a subscription, all for one reason.
    func giveBackAll(
        of session: Session, _ subscription: Subscription, _ reason: DeliveryHistory.What,
        at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        for lease in subscription.queue.leases(of: session.id)
        where subscription.queue.leases[lease.message.id] != nil {
            try giveBack(lease, of: subscription, reason, at: now, into: &outbox)
        }
    }

    /// Takes a message back: it is given out again, later, or goes to the dead letter topic.
    ///
    /// - Parameter milliseconds: how long the subscriber wants it kept back at least.
    func giveBack(
        _ lease: MessageLease, of subscription: Subscription, _ reason: DeliveryHistory.What,
        for milliseconds: Int64 = 0, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        note(reason, lease, of: subscription, at: now)
        if let policy = subscription.settings.deadLetterPolicy, lease.attempt >= policy.attempts,
            let topic = topics[policy.topic]
        {
            return try moveToDeadLetters(lease, of: subscription, topic, at: now, into: &outbox)
        }
        // Whoever had it when its time was over might finish; nobody else is to begin.
        guard try !messages.isOver(lease.message.id, at: clock(now)) else {
            return try drop(lease, of: subscription, .expired, at: now)
        }
        let isFailure = reason == .rejected || reason == .leaseEnded
        let backoff = isFailure ? subscription.backoff(after: lease.attempt) : 0
        let delay = max(milliseconds, backoff)
        let later = subscription.queue.takeBack(lease, isDelayed: delay > 0)
        let due = delay > 0 ? clock(now) + delay : nil
        try owed.giveBack(lease.message, of: subscription.number, due: due)
        if let due {
            subscription.size.delayed += 1
            subscription.nextDue = min(subscription.nextDue, due)
        }
        for message in later {
            try owed.giveBack(message, of: subscription.number)
            note(.takenBack, message, of: subscription, at: now)
        }
        try expire(later.map(\.id), of: subscription, at: now)
    }

    /// Ends a lease whose message is owed no more.
    func drop(
        _ lease: MessageLease, of subscription: Subscription, _ reason: DeliveryHistory.What,
        at now: Moment
    ) throws(StoreError) {
        note(reason, lease, of: subscription, at: now)
        let final = subscription.queue.drop(lease)
        if reason == .expired { subscription.counts.expired += 1 }
        try remove([lease.message] + final, from: subscription)
    }

    /// Notes that a subscription is owed messages no more, which are out of its queue already.
    func remove(
        _ settled: [OwedMessage], from subscription: Subscription
    ) throws(StoreError) {
        for message in settled {
            try owed.remove(message.id, from: subscription.number)
            subscription.size.messages -= 1
            subscription.size.bytes -= message.bytes
        }
    }

    /// Notes that something happened to a message that a session had.
    func note(
        _ what: DeliveryHistory.What, _ lease: MessageLease, of subscription: Subscription,
        at now: Moment
    ) {
        history.note(
            DeliveryHistory.Entry(
                message: lease.message.id, subscription: subscription.number,
                attempt: lease.attempt, node: sessions[lease.session]?.node ?? "",
                time: now.time, what: what))
    }

    /// Notes that something happened to a message that nobody had.
    func note(
        _ what: DeliveryHistory.What, _ message: OwedMessage, of subscription: Subscription,
        at now: Moment
    ) {
        history.note(
            DeliveryHistory.Entry(
                message: message.id, subscription: subscription.number,
                attempt: message.attempts, node: "", time: now.time, what: what))
    }

    private func settle(
        _ delivery: DeliveryReference, of subscription: Subscription, at now: Moment
    ) throws(StoreError) -> Bool {
        guard let lease = subscription.queue.leases[delivery.message] else {
            return try settleLate(delivery, of: subscription, at: now)
        }
        guard lease.attempt == delivery.attempt else { return false }
        note(.acknowledged, lease, of: subscription, at: now)
        subscription.counts.acknowledged += 1
        try remove(subscription.queue.settle(lease), from: subscription)
        if subscription.settings.isExactlyOnce {
            try owed.rememberSettled(
                delivery.message, attempt: delivery.attempt, of: subscription.number,
                until: clock(now) + Int64(limits.deduplication))
        }
        return true
    }

    /// Settles a message whose lease has ended, or was forgotten with the last run, if nobody has been given
    /// it since.
    private func settleLate(
        _ delivery: DeliveryReference, of subscription: Subscription, at now: Moment
    ) throws(StoreError) -> Bool {
        guard !subscription.settings.isExactlyOnce,
            let (message, due) = try owed.find(delivery.message, of: subscription.number),
            message.key.isEmpty, delivery.attempt >= max(1, message.attempts)
        else { return false }
        note(.acknowledged, message, of: subscription, at: now)
        subscription.counts.acknowledged += 1
        subscription.queue.removeWaiting(message)
        if due != nil { subscription.size.delayed -= 1 }
        try remove([message], from: subscription)
        return true
    }

    /// Makes sure that every delivery is leased under its attempt, or was settled under it a while ago.
    private func checkLeased(
        _ acknowledgement: Acknowledgement, of subscription: Subscription, at now: Moment
    ) throws(BackboneError) {
        var stale: [DeliveryReference] = []
        for delivery in acknowledgement.deliveries
        where subscription.queue.leases[delivery.message]?.attempt != delivery.attempt {
            let wasSettled = try BackboneError.storing { () throws(StoreError) in
                try owed.wasSettled(delivery, of: subscription.number, at: clock(now))
            }
            if !wasSettled { stale.append(delivery) }
        }
        guard let first = stale.first else { return }
        throw .refused(
            Refusal(
                .notLeased,
                "message \(first.message) of \(subscription.name) is not leased under attempt "
                    + "\(first.attempt)"
                    + (stale.count > 1 ? ", nor are \(stale.count - 1) others" : "")))
    }

    /// Publishes a message to a dead letter topic and settles it here, in one transaction.
    private func moveToDeadLetters(
        _ lease: MessageLease, of subscription: Subscription, _ topic: TopicState, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        guard let kept = try messages.message(lease.message.id) else {
            throw StoredValue.damaged(
                "\(subscription.name) is owed message \(lease.message.id), which is not there")
        }
        try drop(lease, of: subscription, .deadLettered, at: now)
        subscription.counts.deadLettered += 1
        let message = kept.message
        let source = [
            ("CloudPubSubDeadLetterSourceDeliveryCount", String(lease.attempt)),
            ("CloudPubSubDeadLetterSourceSubscription", subscription.name.text),
            ("CloudPubSubDeadLetterSourceSubscriptionProject", "local"),
            ("CloudPubSubDeadLetterSourceTopicPublishTime", message.published.description),
        ]
        try accept(
            Publication(
                topic: topic.name, contentType: message.contentType,
                orderingKey: message.orderingKey,
                attributes: message.attributes.adding(source), payload: message.payload),
            for: topic, at: now, isDeadLetter: true, into: &outbox)
    }

    private func leasing(
        _ change: LeaseChange, to session: Session
    ) throws(BackboneError) -> (Subscription, MessageLease) {
        let subscription = try subscription(change.subscription)
        guard let lease = subscription.queue.leases[change.delivery.message],
            lease.session == session.id, lease.attempt == change.delivery.attempt
        else {
            throw .refused(
                Refusal(
                    .notLeased,
                    "message \(change.delivery.message) of \(change.subscription) is not leased to "
                        + "this session under attempt \(change.delivery.attempt)"))
        }
        return (subscription, lease)
    }
}
