import Store
import Topics

extension Backbone {
    /// How often everything is looked at for what need not be kept, in milliseconds.
    private static let sweepInterval: Int64 = 60_000
    /// How many topics are looked at in one tick.
    private static let topicsAtATime = 100

    /// Removes what was kept long enough: a bounded part of it with every call.
    func sweep(at now: Moment) throws(StoreError) {
        try expireMessages(at: now)
        if sweeping.isEmpty {
            guard now.milliseconds >= nextSweep else { return }
            nextSweep = now.milliseconds + Self.sweepInterval
            try expireSubscriptions(at: now)
            try expireSnapshots(at: now)
            _ = try messages.forgetKeys(at: clock(now), limit: limits.sweep)
            _ = try owed.forgetSettled(at: clock(now), limit: limits.sweep)
            sweeping = Array(topics.values) + Array(deletedTopics.values)
        }
        var budget = limits.sweep
        for _ in 0..<Self.topicsAtATime where budget > 0 {
            guard let topic = sweeping.popLast() else { return }
            let removed = try sweep(topic, at: now, limit: budget)
            if removed == budget { sweeping.append(topic) }
            budget -= removed
        }
    }

    /// Settles messages whose time to live is over, where nobody has them; who has one may finish.
    private func expireMessages(at now: Moment) throws(StoreError) {
        let expired = try messages.expired(
            at: clock(now), after: lastExpired, limit: limits.sweep)
        for entry in expired {
            lastExpired = entry
            let topic = numberedTopic(entry.topic)
            for subscription in topic?.subscriptions ?? [] {
                try expire(entry.message, of: subscription, at: now)
            }
        }
    }

    /// Settles those of some messages whose time to live is over: who looked when it ended saw them leased.
    func expire(
        _ messages: [MessageID], of subscription: Subscription, at now: Moment
    ) throws(StoreError) {
        for message in messages where try self.messages.isOver(message, at: clock(now)) {
            try expire(message, of: subscription, at: now)
        }
    }

    /// Settles a message whose time to live is over, if it is owed and nobody has it.
    private func expire(
        _ message: MessageID, of subscription: Subscription, at now: Moment
    ) throws(StoreError) {
        guard subscription.queue.leases[message] == nil,
            let (message, due) = try owed.find(message, of: subscription.number)
        else { return }
        if due != nil { subscription.size.delayed -= 1 }
        subscription.queue.removeWaiting(message)
        subscription.counts.expired += 1
        note(.expired, message, of: subscription, at: now)
        try remove([message], from: subscription)
    }

    /// Removes old messages of a topic, and from what its subscriptions are owed.
    ///
    /// - Returns: how much was removed; `limit` when there may be more.
    private func sweep(
        _ topic: TopicState, at now: Moment, limit: Int
    ) throws(StoreError) -> Int {
        var removed = 0
        var needed: MessageID?
        for subscription in topic.subscriptions where removed < limit {
            removed += try expireOwed(by: subscription, at: now, limit: limit - removed)
            if let smallest = try owed.smallest(of: subscription.number) {
                needed = min(needed ?? smallest, smallest)
            }
        }
        guard removed < limit else { return removed }
        if topic.snapshots > 0 {
            for snapshot in snapshots.values where snapshot.topic === topic {
                let oldest = try resources.oldestMessage(of: snapshot)
                needed = min(needed ?? oldest, oldest)
            }
        }
        // What is left of a deleted topic is only what somebody needs.
        let acceptedBefore = topic.isDeleted ? .max : clock(now) - topic.retention
        try saveNumbers()
        removed += try messages.removeOldest(
            of: topic, acceptedBefore: acceptedBefore, before: needed, limit: limit - removed)
        if topic.isDeleted, topic.subscriptions.isEmpty, topic.snapshots == 0,
            try !messages.hasMessages(of: topic)
        {
            try resources.remove(topic)
            deletedTopics[topic.number] = nil
        }
        return removed
    }

    /// Settles messages that a subscription has been owed for too long.
    ///
    /// - Returns: how many; `limit` when there may be more.
    private func expireOwed(
        by subscription: Subscription, at now: Moment, limit: Int
    ) throws(StoreError) -> Int {
        let from = clock(now) - subscription.settings.messageRetentionSeconds * 1_000
        guard let smallest = try owed.smallest(of: subscription.number),
            try messages.keptSince(smallest) ?? .min < from
        else { return 0 }
        let first = try messages.first(
            of: subscription.topic, acceptedFrom: from, from: smallest)
        let old = try owed.removeOldest(of: subscription.number, before: first, limit: limit)
        for message in old {
            note(.expired, message, of: subscription, at: now)
            subscription.counts.expired += 1
            subscription.size.messages -= 1
            subscription.size.bytes -= message.bytes
            if let lease = subscription.queue.leases[message.id] {
                try remove(subscription.queue.drop(lease), from: subscription)
            } else {
                subscription.queue.removeWaiting(message)
            }
        }
        subscription.size.delayed = try owed.delayedCount(of: subscription.number)
        return old.count
    }

    /// Removes subscriptions that nobody has used for too long.
    private func expireSubscriptions(at now: Moment) throws(StoreError) {
        let time = clock(now)
        for subscription in subscriptions.values {
            if subscription.hasTakers { subscription.lastUsed = time }
            let limit = subscription.settings.expirationSeconds.map { $0 * 1_000 } ?? .max
            if time - subscription.lastUsed >= limit {
                try remove(subscription)
            } else if time - subscription.lastUsed < Self.sweepInterval {
                try resources.save(subscription)
            }
        }
    }

    /// Removes a subscription and what it is owed; sessions that were attached are not any more.
    func remove(_ subscription: Subscription) throws(StoreError) {
        try detachSessions(from: subscription)
        try owed.removeAll(of: subscription.number)
        try resources.remove(subscription)
        subscription.topic.subscriptions.removeAll { $0 === subscription }
        subscriptions[subscription.name] = nil
    }

    /// Ends all attachments to a subscription.
    func detachSessions(from subscription: Subscription) throws(StoreError) {
        for session in subscription.queue.consumers.sessions {
            sessions[session]?.subscriptions.remove(subscription.name)
            subscription.queue.detach(session)
        }
    }

    private func expireSnapshots(at now: Moment) throws(StoreError) {
        for snapshot in snapshots.values where snapshot.expires <= clock(now) {
            try remove(snapshot)
        }
    }

    /// Removes a snapshot.
    func remove(_ snapshot: Snapshot) throws(StoreError) {
        try resources.remove(snapshot)
        snapshot.topic.snapshots -= 1
        snapshots[snapshot.name] = nil
    }

    /// The topic of a number, deleted or not.
    func numberedTopic(_ number: Int64) -> TopicState? {
        deletedTopics[number] ?? topicNames[number].flatMap { topics[$0] }
    }
}
