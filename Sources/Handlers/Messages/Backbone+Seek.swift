import Store
import Topics

extension Backbone {
    /// Where a seek goes.
    enum SeekTarget {
        case time(Timestamp)
        case snapshot(Snapshot)
    }

    /// Changes what a subscription owes to what was published since a time, or what a snapshot remembers.
    ///
    /// All leases are taken back. Messages that were owed before keep their attempts.
    func seek(
        _ subscription: Subscription, to target: SeekTarget, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        let leased = subscription.queue.leases
        for lease in leased.values {
            try owed.giveBack(lease.message, of: subscription.number)
            note(.seek, lease, of: subscription, at: now)
        }
        subscription.queue.restart()
        switch target {
        case .time(let time):
            try owed.remove(of: subscription, publishedBefore: time)
            try owe(subscription, from: MessageID(0), publishedFrom: time, at: now) { _ in true }
        case .snapshot(let snapshot):
            let remembered = try resources.messages(of: snapshot)
            try owed.remove(of: subscription, notIn: snapshot)
            let from = remembered.min() ?? snapshot.next
            let earliest = Timestamp(microseconds: .min)
            try owe(subscription, from: from, publishedFrom: earliest, at: now) { message in
                message >= snapshot.next || remembered.contains(message)
            }
        }
        try restore(subscription)
        try expire(Array(leased.keys), of: subscription, at: now)
        subscription.lastUsed = clock(now)
        try deliver(subscription, at: now, into: &outbox)
    }

    /// Makes a snapshot of what a subscription owes.
    func makeSnapshot(
        _ settings: SnapshotSettings, of subscription: Subscription, at now: Moment
    ) throws(BackboneError) -> Snapshot {
        guard snapshots.count < limits.snapshots else {
            throw .refused(
                Refusal(.limitReached, "there are \(limits.snapshots) snapshots already"))
        }
        try checkRoomOnDisk()
        let age = try BackboneError.storing { () throws(StoreError) in
            try oldestAge(of: subscription, at: now) ?? 0
        }
        let lifetime = Snapshot.longest - age
        guard lifetime >= Snapshot.shortest else {
            throw .refused(
                Refusal(
                    .conflict,
                    "the oldest message of \(subscription.name) is \(age / 1_000) s old, so that the "
                        + "snapshot would live for \(max(0, lifetime / 1_000)) s; the least is "
                        + "\(Snapshot.shortest / 1_000) s"))
        }
        let snapshot = try BackboneError.storing { () throws(StoreError) in
            try resources.add(
                settings, of: subscription, created: now.time, lifetime: lifetime,
                expires: clock(now) + lifetime,
                next: MessageID(nextMessage))
        }
        snapshots[snapshot.name] = snapshot
        subscription.topic.snapshots += 1
        subscription.lastUsed = clock(now)
        return snapshot
    }

    /// The age of the oldest message that a subscription is owed, in milliseconds; nil when it is owed none.
    func oldestAge(of subscription: Subscription, at now: Moment) throws(StoreError) -> Int64? {
        guard let smallest = try owed.smallest(of: subscription.number),
            let since = try messages.keptSince(smallest)
        else { return nil }
        return max(0, clock(now) &- since)
    }

    /// Reads what a subscription is owed anew.
    func restore(_ subscription: Subscription) throws(StoreError) {
        subscription.size = try owed.size(of: subscription.number)
        subscription.nextDue = try owed.nextDue(of: subscription.number) ?? .max
        if try owed.hasPriorities(subscription.number) { subscription.queue.useLane(of: 1) }
        for lease in try owed.leases(of: subscription.number) { subscription.queue.resume(lease) }
        guard subscription.settings.isOrdered, subscription.size.delayed > 0 else { return }
        for message in try owed.delayedWithKeys(of: subscription.number) {
            subscription.queue.noteDelayed(message)
        }
    }

    /// Adds messages of the log to what a subscription owes.
    private func owe(
        _ subscription: Subscription, from: MessageID, publishedFrom: Timestamp, at now: Moment,
        where isWanted: (MessageID) -> Bool
    ) throws(StoreError) {
        let time = clock(now)
        let oldest = time - subscription.settings.messageRetentionSeconds * 1_000
        guard
            let first = try messages.first(
                of: subscription.topic, acceptedFrom: oldest, from: from)
        else { return }
        try messages.forEach(of: subscription.topic, from: first, publishedFrom: publishedFrom) {
            outline throws(StoreError) in
            guard isWanted(outline.id), subscription.takes(outline.attributes),
                outline.expires.map({ $0 > time }) ?? true
            else { return }
            try owed.addIfAbsent(
                subscription.owed(
                    outline.id, bytes: outline.bytes, priority: outline.priority,
                    orderingKey: outline.orderingKey),
                to: subscription.number, at: time)
        }
    }
}
