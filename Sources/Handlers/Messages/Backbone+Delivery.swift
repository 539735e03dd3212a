import Store
import Topics

extension Backbone {
    /// Most messages that come due in one go, for a subscription.
    private static let dueAtATime = 1_000

    /// Gives messages to who takes them.
    ///
    /// - Parameter message: a message at hand, so that it need not be read.
    func deliver(
        _ subscription: Subscription, having message: KeptMessage? = nil, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        try takeDue(subscription, at: now)
        guard subscription.hasTakers else { return }
        try servePulls(of: subscription, having: message, at: now, into: &outbox)
        while try deliverNext(
            of: subscription, to: .nextSession, 0, having: message, at: now, into: &outbox) != nil
        {}
    }

    /// Gives the next message that can be given to somebody.
    ///
    /// - Parameter correlation: that of the PULL, or 0.
    /// - Returns: the bytes of the message; nil when there is none, or nobody takes it.
    private func deliverNext(
        of subscription: Subscription, to taker: MessageTaker, _ correlation: UInt64,
        having message: KeptMessage?, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) -> Int? {
        let time = clock(now)
        while true {
            while let page = subscription.queue.neededPage {
                let rows = try owed.page(
                    of: subscription.number, priority: page.priority, after: page.after,
                    limit: Lane.limit)
                subscription.queue.append(page: rows, priority: page.priority)
            }
            let until = time + subscription.ackDeadline
            guard let lease = subscription.queue.grant(to: taker, until: until) else { return nil }
            let found =
                message?.message.id == lease.message.id
                ? message : try messages.message(lease.message.id)
            guard let kept = found else {
                throw StoredValue.damaged(
                    "\(subscription.name) is owed message \(lease.message.id), which is not there")
            }
            let owedUntil =
                kept.keptSince + subscription.settings.messageRetentionSeconds * 1_000
            guard min(kept.expires ?? owedUntil, owedUntil) > time else {
                try drop(lease, of: subscription, .expired, at: now)
                continue
            }
            if subscription.settings.isExactlyOnce {
                try owed.noteLease(lease, of: subscription.number)
            }
            send(kept.message, lease, of: subscription, correlation, at: now, into: &outbox)
            return lease.message.bytes
        }
    }

    /// Gives messages to those who pull, in the order of asking, and answers those who got some.
    private func servePulls(
        of subscription: Subscription, having message: KeptMessage?, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        while let pull = subscription.pulls.first {
            var bytesLeft = Int.max
            var count = 0
            while count < pull.limit {
                let taker = MessageTaker.puller(pull.session, pull.peer, bytesLeft: bytesLeft)
                guard
                    let bytes = try deliverNext(
                        of: subscription, to: taker, pull.correlation, having: message, at: now,
                        into: &outbox)
                else { break }
                bytesLeft = min(bytesLeft, MessageStore.fetchBytes) - bytes
                count += 1
            }
            guard count > 0 else { return }
            subscription.pulls.removeFirst()
            outbox.confirm(pull.correlation, number: UInt64(count), to: pull.peer)
        }
    }

    /// Takes in the messages whose time to be kept back is over.
    private func takeDue(_ subscription: Subscription, at now: Moment) throws(StoreError) {
        let time = clock(now)
        while subscription.nextDue <= time, subscription.queue.earlyCount < Self.dueAtATime {
            let due = try owed.takeDue(
                of: subscription.number, at: time, limit: Self.dueAtATime)
            for message in due { subscription.queue.comeDue(message) }
            subscription.size.delayed -= due.count
            subscription.nextDue = try owed.nextDue(of: subscription.number) ?? .max
        }
    }

    /// Sends again what a session was sent over a connection that broke.
    func sendAgain(
        _ subscription: Subscription, to call: Call, into outbox: inout Outbox
    ) throws(StoreError) {
        for lease in subscription.queue.leases(of: call.session.id) where lease.peer != call.peer {
            guard let kept = try messages.message(lease.message.id) else { continue }
            subscription.queue.noteSent(lease.message.id, over: call.peer)
            var lease = lease
            lease.peer = call.peer
            send(kept.message, lease, of: subscription, 0, at: call.now, into: &outbox)
        }
    }

    /// Sends a message to who has leased it: at once, or after the commit where a crash in between would
    /// break a promise.
    private func send(
        _ message: Message, _ lease: MessageLease, of subscription: Subscription,
        _ correlation: UInt64, at now: Moment, into outbox: inout Outbox
    ) {
        guard let peer = lease.peer else {
            preconditionFailure("message \(message.id) is leased to a session without connection")
        }
        let delivery = Delivery(
            subscription: subscription.name, attempt: lease.attempt,
            leaseMilliseconds: UInt32(clamping: lease.deadline &- clock(now)), message: message)
        if subscription.settings.isExactlyOnce || isGated(message.id) {
            outbox.hurry()
            gate.deliveries.append(
                GatedDelivery(delivery: delivery, correlation: correlation, peer: peer))
        } else {
            outbox.send(.deliver(delivery), correlation: correlation, to: peer)
        }
    }

    /// Whether nobody may have a message before the next commit.
    private func isGated(_ message: MessageID) -> Bool {
        gate.messages.contains(message) || gateOfCommit.messages.contains(message)
    }

    /// Sends what had to wait for a commit that is on disk now, but for what was given back or settled since.
    func releaseGated(at now: Moment, into outbox: inout Outbox) {
        for entry in gateOfCommit.deliveries {
            var delivery = entry.delivery
            let subscription = subscriptions[delivery.subscription]
            guard let lease = subscription?.queue.leases[delivery.message.id],
                lease.attempt == delivery.attempt, lease.peer == entry.peer
            else { continue }
            delivery.leaseMilliseconds = UInt32(clamping: lease.deadline &- clock(now))
            outbox.send(.deliver(delivery), correlation: entry.correlation, to: entry.peer)
        }
    }

    /// Does what is due for messages: leases that ended, messages that were kept back, PULLs that waited.
    func takeBackMessages(at now: Moment, into outbox: inout Outbox) throws(StoreError) {
        let time = clock(now)
        let due = subscriptions.values.filter { subscription in
            subscription.queue.nextDeadline <= time || subscription.nextDue <= time
                || subscription.pulls.contains { $0.deadline <= time }
        }
        for subscription in due.sorted(by: { $0.number < $1.number }) {
            for lease in subscription.queue.overdue(at: time)
            where subscription.queue.leases[lease.message.id] != nil {
                try giveBack(lease, of: subscription, .leaseEnded, at: now, into: &outbox)
            }
            try deliver(subscription, at: now, into: &outbox)
            for pull in subscription.pulls where pull.deadline <= time {
                outbox.confirm(pull.correlation, to: pull.peer)
            }
            subscription.pulls.removeAll { $0.deadline <= time }
        }
    }
}
