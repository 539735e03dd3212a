import Store
import Topics

extension Backbone {
    /// Attaches a session to a subscription, which is made when there is none and a topic is given.
    func subscribe(
        _ request: SubscriptionRequest, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let subscription = try subscription(for: request, at: call.now)
        try checkAttached(subscription)
        if !call.session.subscriptions.contains(request.subscription) {
            try checkAttachments(of: call)
        }
        call.session.subscriptions.insert(subscription.name)
        subscription.lastUsed = clock(call.now)
        subscription.queue.attach(call.session.id, window: request.window, peer: call.peer)
        outbox.confirm(call.correlation, to: call.peer)
        try BackboneError.storing { () throws(StoreError) in
            try sendAgain(subscription, to: call, into: &outbox)
            try deliver(subscription, at: call.now, into: &outbox)
        }
    }

    /// Detaches a session from a subscription; the subscription stays.
    func unsubscribe(
        _ name: SubscriptionName, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let subscription = try subscription(name)
        guard call.session.subscriptions.remove(name) != nil else {
            throw .refused(
                Refusal(.notFound, "the session is not attached to the subscription \(name)"))
        }
        try BackboneError.storing { () throws(StoreError) in
            subscription.queue.detach(call.session.id)
            try giveBackAll(
                of: call.session, subscription, .unsubscribed, at: call.now, into: &outbox)
            try deliver(subscription, at: call.now, into: &outbox)
        }
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Gives a session some messages, now or when there are any.
    func pull(
        _ request: PullRequest, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let subscription = try subscription(request.subscription)
        try checkAttached(subscription)
        guard
            subscription.pulls.count(where: { $0.session == call.session.id }) < limits.attachments
        else {
            throw .refused(
                Refusal(.limitReached, "\(limits.attachments) PULLs of the session wait already"))
        }
        let time = clock(call.now)
        subscription.lastUsed = time
        subscription.pulls.append(
            PendingPull(
                session: call.session.id, peer: call.peer, correlation: call.correlation,
                limit: Int(request.limit), deadline: time + Int64(request.waitMilliseconds)))
        call.session.pulled.insert(subscription.name)
        try BackboneError.storing { () throws(StoreError) in
            try deliver(subscription, at: call.now, into: &outbox)
        }
        guard request.waitMilliseconds == 0,
            let place = subscription.pulls.firstIndex(where: {
                $0.peer == call.peer && $0.correlation == call.correlation
            })
        else { return }
        subscription.pulls.remove(at: place)
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Lets go of what a session that is over was attached to, or pulled.
    ///
    /// - Parameter isOrderly: whether the node said so; otherwise it may be at work still, and who was
    ///   promised exactly-once delivery waits until its leases end.
    func detachAll(
        _ session: Session, isOrderly: Bool, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        let names = session.subscriptions.union(session.pulled)
        for name in names.sorted(by: { $0.text < $1.text }) {
            guard let subscription = subscriptions[name] else { continue }
            subscription.pulls.removeAll { $0.session == session.id }
            subscription.queue.detach(session.id)
            subscription.lastUsed = clock(now)
            if isOrderly || !subscription.settings.isExactlyOnce {
                try giveBackAll(of: session, subscription, .sessionEnded, at: now, into: &outbox)
            }
            try deliver(subscription, at: now, into: &outbox)
        }
    }

    /// Gives nothing more to a session whose connection is gone, and forgets what it waited for.
    func suspend(_ session: Session, losing peer: PeerID) {
        for name in session.subscriptions.union(session.pulled) {
            subscriptions[name]?.queue.suspend(session.id)
            subscriptions[name]?.pulls.removeAll { $0.peer == peer }
        }
    }

    /// The subscription of a name.
    func subscription(_ name: SubscriptionName) throws(BackboneError) -> Subscription {
        guard let subscription = subscriptions[name] else {
            throw .refused(Refusal(.notFound, "there is no subscription \(name)"))
        }
        return subscription
    }

    /// Makes a subscription, which is owed what is published from now on.
    func make(
        _ settings: SubscriptionSettings, at now: Moment
    ) throws(BackboneError) -> Subscription {
        guard let name = settings.topic else {
            preconditionFailure("a subscription to no topic is made")
        }
        let topic = try topic(name)
        if let policy = settings.deadLetterPolicy { _ = try self.topic(policy.topic) }
        try checkRoomOnDisk()
        guard subscriptions.count < limits.subscriptions else {
            throw .refused(
                Refusal(
                    .limitReached, "there are \(limits.subscriptions) subscriptions already"))
        }
        let subscription = try BackboneError.storing { () throws(StoreError) in
            try resources.add(
                settings, to: topic, first: MessageID(nextMessage), at: clock(now))
        }
        subscriptions[subscription.name] = subscription
        topic.subscriptions.append(subscription)
        return subscription
    }

    private func subscription(
        for request: SubscriptionRequest, at now: Moment
    ) throws(BackboneError) -> Subscription {
        guard let topicName = request.topic else { return try subscription(request.subscription) }
        var wanted = SubscriptionSettings(subscription: request.subscription, topic: topicName)
        wanted.filter = try compile(request.filter)
        guard let existing = subscriptions[request.subscription] else {
            if request.ackDeadlineSeconds > 0 {
                wanted.ackDeadlineSeconds = Int64(request.ackDeadlineSeconds)
            }
            return try make(wanted, at: now)
        }
        _ = try topic(topicName)
        try check(existing, has: wanted, request.ackDeadlineSeconds)
        return existing
    }

    private func check(
        _ existing: Subscription, has wanted: SubscriptionSettings, _ deadline: UInt16
    ) throws(BackboneError) {
        let settings = existing.settings
        let difference: String? =
            if existing.topic.isDeleted {
                "of a topic that was deleted"
            } else if settings.topic != wanted.topic {
                "of the topic \(existing.topic.name)"
            } else if settings.filter?.description != wanted.filter?.description {
                "with the filter \(settings.filter?.description ?? "(none)")"
            } else if deadline != 0, Int64(deadline) != settings.ackDeadlineSeconds {
                "with an ack deadline of \(settings.ackDeadlineSeconds) s"
            } else {
                nil
            }
        guard let difference else { return }
        throw .refused(
            Refusal(
                .conflict, "the subscription \(existing.name) exists already, \(difference)"))
    }

    private func checkAttached(_ subscription: Subscription) throws(BackboneError) {
        guard subscription.isDetached else { return }
        throw .refused(
            Refusal(.conflict, "the subscription \(subscription.name) is detached from its topic"))
    }

    private func compile(_ filter: String) throws(BackboneError) -> AttributeFilter? {
        guard !filter.isEmpty else { return nil }
        do {
            return try AttributeFilter(filter)
        } catch {
            throw .refused(Refusal(.malformed, "filter: \(error)"))
        }
    }
}
