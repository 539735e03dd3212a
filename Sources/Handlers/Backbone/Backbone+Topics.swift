import Store
import Topics

extension Backbone {
    /// Reads topics, subscriptions and what these are owed.
    func restoreTopics() throws(StoreError) {
        for topic in try messages.topics() { topics[topic.name] = topic }
        for subscription in try messages.subscriptions() {
            try messages.forEachOwed(subscription.number) { message, bytes, attempts in
                subscription.queue.append(message, bytes: bytes, attempts: attempts)
            }
            topics[subscription.topic]?.subscriptions.append(subscription)
            subscriptions[subscription.name] = subscription
        }
    }

    /// Accepts a message for a topic, and gives it to who waits for it.
    func publish(
        _ publication: Publication, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let topic = try topic(publication.topic)
        let id = try BackboneError.storing { () throws(StoreError) in
            try accept(publication, for: topic, at: call.now, into: &outbox)
        }
        outbox.confirm(call.correlation, number: id.number, to: call.peer)
    }

    /// Attaches a session to a subscription, which is made when there is none.
    func subscribe(
        _ request: SubscriptionRequest, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let topic: TopicState? =
            if let name = request.topic { try topic(name) } else { nil }
        if !call.session.subscriptions.contains(request.subscription) {
            try checkAttachments(of: call)
        }
        let subscription: Subscription
        if let existing = subscriptions[request.subscription] {
            subscription = existing
        } else if let topic {
            subscription = try make(request, of: topic)
        } else {
            subscription = try self.subscription(request.subscription)
        }
        if topic != nil { try check(subscription, isWhat: request) }
        call.session.subscriptions.insert(subscription.name)
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
            try detach(call.session, from: subscription, at: call.now, into: &outbox)
        }
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Settles messages that a subscriber has dealt with.
    func acknowledge(
        _ acknowledgement: Acknowledgement, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let subscription = try subscription(acknowledgement.subscription)
        try BackboneError.storing { () throws(StoreError) in
            var settled: UInt64 = 0
            for delivery in acknowledgement.deliveries
            where subscription.queue.settle(delivery.message, attempt: delivery.attempt) {
                settled += 1
                try messages.settle(delivery.message, for: subscription)
            }
            outbox.confirm(call.correlation, number: settled, to: call.peer)
            try deliver(subscription, at: call.now, into: &outbox)
        }
    }

    /// Takes back a message that a subscriber does not want now.
    func reject(
        _ change: LeaseChange, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let subscription = try leasing(change, to: call.session)
        let notBefore = call.now.milliseconds + Int64(change.milliseconds)
        try BackboneError.storing { () throws(StoreError) in
            try giveBack(change.delivery, of: subscription, notBefore: notBefore)
            try deliver(subscription, at: call.now, into: &outbox)
        }
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Gives a subscriber more time for a message.
    func extend(
        _ change: LeaseChange, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let subscription = try leasing(change, to: call.session)
        _ = subscription.queue.extend(
            change.delivery.message, attempt: change.delivery.attempt,
            until: call.now.milliseconds + Int64(change.milliseconds))
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Sends messages of a topic again.
    func fetch(
        _ request: FetchRequest, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let topic = try topic(request.topic)
        let found = try BackboneError.storing { () throws(StoreError) in
            try messages.messages(of: topic, between: request)
        }
        for stored in found {
            outbox.send(.message(stored), correlation: call.correlation, to: call.peer)
        }
        outbox.confirm(call.correlation, number: UInt64(found.count), to: call.peer)
    }

    /// Takes back the messages whose leases are over.
    func takeBackMessages(
        at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        let due = subscriptions.values.filter { $0.queue.nextDeadline <= now.milliseconds }
        for subscription in due.sorted(by: { $0.number < $1.number }) {
            for (item, lease) in subscription.queue.overdue(at: now.milliseconds) {
                try giveBack(
                    DeliveryReference(message: item, attempt: lease.attempt), of: subscription)
            }
            try deliver(subscription, at: now, into: &outbox)
        }
    }

    /// Detaches a session, and gives what it has to others.
    func detach(
        _ session: Session, from subscription: Subscription, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        for (item, lease) in subscription.queue.leases(of: session.id) {
            try giveBack(
                DeliveryReference(message: item, attempt: lease.attempt), of: subscription)
        }
        subscription.queue.detach(session.id)
        try deliver(subscription, at: now, into: &outbox)
    }

    /// Removes messages that nobody is owed and that were kept long enough.
    func sweep(at now: Moment) throws(StoreError) {
        guard now.milliseconds >= nextSweep else { return }
        let owed = subscriptions.values.compactMap(\.queue.smallest).min()
        let before = Timestamp(
            microseconds: now.time.microseconds - Int64(limits.retention) * 1_000)
        let removed = try messages.sweep(
            publishedBefore: before, keepingFrom: owed, limit: limits.sweep, now: now.time)
        nextSweep = now.milliseconds + (removed < limits.sweep ? 60_000 : 100)
    }

    /// Gives messages to who has room for them.
    func deliver(
        _ subscription: Subscription, having message: Message? = nil, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        let lease = subscription.ackDeadline
        while let grant = subscription.queue.grant(
            at: now.milliseconds, until: now.milliseconds + lease)
        {
            var granted = message
            if granted?.id != grant.item { granted = try messages.message(grant.item) }
            guard let message = granted, let peer = sessions[grant.session]?.peer else {
                preconditionFailure("\(grant) is of a message or session that is gone")
            }
            send(message, of: subscription, grant.attempt, for: lease, to: peer, into: &outbox)
        }
    }

    private func accept(
        _ publication: Publication, for topic: TopicState, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) -> MessageID {
        let key = publication.deduplicationKey
        if !key.isEmpty, let known = try messages.find(key, in: topic, at: now.time) {
            return known
        }
        let message = Message(
            id: MessageID(nextMessage), published: now.time, topic: publication.topic,
            contentType: publication.contentType, attributes: publication.attributes,
            payload: publication.payload)
        nextMessage += 1
        let stored = StoredMessage(previous: topic.lastMessage, message: message)
        try messages.add(stored, to: topic)
        topic.lastMessage = message.id
        if !key.isEmpty {
            let forgotten = now.time.microseconds + Int64(limits.deduplication) * 1_000
            keyedInTurn.insert(message.id)
            try messages.remember(
                key, in: topic, as: message.id, until: Timestamp(microseconds: forgotten))
        }
        outbox.publish(.message(stored), subject: "topic/\(topic.name)")
        for subscription in topic.subscriptions
        where subscription.filter?.matches({ message.attributes[$0] }) ?? true {
            try messages.owe(message, to: subscription)
            subscription.queue.append(message.id, bytes: message.payload.count)
            try deliver(subscription, having: message, at: now, into: &outbox)
        }
        return message.id
    }

    private func giveBack(
        _ delivery: DeliveryReference, of subscription: Subscription, notBefore: Int64 = .min
    ) throws(StoreError) {
        guard
            subscription.queue.giveBack(
                delivery.message, attempt: delivery.attempt, notBefore: notBefore)
        else { return }
        try messages.noteAttempts(delivery, of: subscription)
    }

    /// Sends again what a session was sent over a connection that broke.
    private func sendAgain(
        _ subscription: Subscription, to call: Call, into outbox: inout Outbox
    ) throws(StoreError) {
        for (item, lease) in subscription.queue.leases(of: call.session.id)
        where lease.peer != call.peer {
            guard let message = try messages.message(item) else { continue }
            subscription.queue.noteSent(item, over: call.peer)
            send(
                message, of: subscription, lease.attempt,
                for: max(0, lease.deadline - call.now.milliseconds), to: call.peer,
                into: &outbox)
        }
    }

    private func send(
        _ message: Message, of subscription: Subscription, _ attempt: UInt32, for lease: Int64,
        to peer: PeerID, into outbox: inout Outbox
    ) {
        let delivery = Command.deliver(
            Delivery(
                subscription: subscription.name, attempt: attempt,
                leaseMilliseconds: UInt32(lease), message: message))
        if keyedInTurn.contains(message.id) {
            outbox.sendAfterCommit(delivery, to: peer)
        } else {
            outbox.send(delivery, to: peer)
        }
    }

    private func make(
        _ request: SubscriptionRequest, of topic: TopicState
    ) throws(BackboneError) -> Subscription {
        guard subscriptions.count < limits.subscriptions else {
            throw .refused(
                Refusal(
                    .limitReached, "there are \(limits.subscriptions) subscriptions already"))
        }
        let filter = try compile(request.filter)
        let subscription = try BackboneError.storing { () throws(StoreError) in
            try messages.makeSubscription(request, of: topic, filter: filter)
        }
        subscriptions[request.subscription] = subscription
        topic.subscriptions.append(subscription)
        return subscription
    }

    private func check(
        _ existing: Subscription, isWhat request: SubscriptionRequest
    ) throws(BackboneError) {
        let filter = try compile(request.filter)
        let deadline = Int64(request.ackDeadlineSeconds) * 1_000
        let difference: String? =
            if existing.topic != request.topic {
                "of the topic \(existing.topic)"
            } else if existing.filter?.description != filter?.description {
                "with the filter \(existing.filter?.description ?? "(none)")"
            } else if deadline != 0, deadline != existing.ackDeadline {
                "with an ack deadline of \(existing.ackDeadline / 1_000) s"
            } else {
                nil
            }
        guard let difference else { return }
        throw .refused(
            Refusal(
                .conflict, "the subscription \(existing.name) exists already, \(difference)"))
    }

    private func compile(_ filter: String) throws(BackboneError) -> AttributeFilter? {
        guard !filter.isEmpty else { return nil }
        do {
            return try AttributeFilter(filter)
        } catch {
            throw .refused(Refusal(.malformed, "filter: \(error)"))
        }
    }

    private func topic(_ name: TopicName) throws(BackboneError) -> TopicState {
        guard let topic = topics[name] else {
            throw .refused(
                Refusal(
                    .notFound,
                    "there is no topic \(name); the request topics.create to backbone makes it"))
        }
        return topic
    }

    private func subscription(_ name: SubscriptionName) throws(BackboneError) -> Subscription {
        guard let subscription = subscriptions[name] else {
            throw .refused(Refusal(.notFound, "there is no subscription \(name)"))
        }
        return subscription
    }

    private func leasing(
        _ change: LeaseChange, to session: Session
    ) throws(BackboneError) -> Subscription {
        let subscription = try subscription(change.subscription)
        let lease = subscription.queue.leases[change.delivery.message]
        guard lease?.session == session.id, lease?.attempt == change.delivery.attempt else {
            throw .refused(
                Refusal(
                    .notLeased,
                    "message \(change.delivery.message) of \(change.subscription) is not leased to "
                        + "this session under attempt \(change.delivery.attempt)"))
        }
        return subscription
    }
}
