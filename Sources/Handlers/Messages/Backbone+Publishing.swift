import Store
import Topics

extension Backbone {
    /// Accepts a message for a topic, and gives it to who waits for it.
    func publish(
        _ publication: Publication, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let topic = try topic(publication.topic)
        try checkRoomOnDisk()
        let id = try BackboneError.storing { () throws(StoreError) in
            let key = publication.deduplicationKey
            let time = clock(call.now)
            if !key.isEmpty, let known = try messages.find(key, in: topic, at: time) {
                return known
            }
            return try accept(publication, for: topic, at: call.now, into: &outbox).message.id
        }
        outbox.confirm(call.correlation, number: id.number, to: call.peer)
    }

    /// Sends messages of a topic again.
    func fetch(
        _ request: FetchRequest, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let topic = try topic(request.topic)
        let found = try BackboneError.storing { () throws(StoreError) in
            try messages.messages(
                of: topic, after: request.after, before: request.before,
                limit: Int(request.limit))
        }
        for kept in found {
            outbox.send(
                .message(StoredMessage(previous: kept.previous, message: kept.message)),
                correlation: call.correlation, to: call.peer)
        }
        outbox.confirm(call.correlation, number: UInt64(found.count), to: call.peer)
    }

    /// Adds a message to a topic, and to what the topic's subscriptions are owed.
    ///
    /// - Parameter isDeadLetter: whether it was moved here, so that nobody may have it before the commit.
    @discardableResult
    func accept(
        _ publication: Publication, for topic: TopicState, at now: Moment,
        isDeadLetter: Bool = false, into outbox: inout Outbox
    ) throws(StoreError) -> KeptMessage {
        let time = clock(now)
        let message = Message(
            id: MessageID(nextMessage), published: now.time, topic: publication.topic,
            contentType: publication.contentType, orderingKey: publication.orderingKey,
            attributes: publication.attributes, payload: publication.payload)
        nextMessage += 1
        let lifetime = Int64(publication.timeToLiveMilliseconds)
        let kept = KeptMessage(
            message: message, previous: topic.lastMessage, keptSince: time,
            expires: lifetime == 0 ? nil : time + lifetime, priority: publication.priority)
        try messages.add(kept, to: topic)
        topic.lastMessage = message.id
        if !topic.isChanged {
            topic.isChanged = true
            changedTopics.append(topic)
        }
        if isDeadLetter || !publication.deduplicationKey.isEmpty {
            gate.messages.insert(message.id)
        }
        if !publication.deduplicationKey.isEmpty {
            try messages.remember(
                publication.deduplicationKey, in: topic, as: message.id,
                until: time + Int64(limits.deduplication))
        }
        outbox.publish(
            .message(StoredMessage(previous: kept.previous, message: message)),
            subject: "topic/\(topic.name)")
        let due =
            publication.delayMilliseconds == 0
            ? nil : time + Int64(publication.delayMilliseconds)
        for subscription in topic.takers(of: message.attributes) {
            try owe(kept, to: subscription, due: due)
            if due == nil { try deliver(subscription, having: kept, at: now, into: &outbox) }
        }
        return kept
    }

    private func owe(
        _ kept: KeptMessage, to subscription: Subscription, due: Int64?
    ) throws(StoreError) {
        let owed = subscription.owed(
            kept.message.id, bytes: kept.message.payload.count, priority: kept.priority,
            orderingKey: kept.message.orderingKey)
        try self.owed.add(owed, to: subscription.number, due: due)
        subscription.size.messages += 1
        subscription.size.bytes += owed.bytes
        if let due {
            subscription.size.delayed += 1
            subscription.nextDue = min(subscription.nextDue, due)
        } else {
            subscription.queue.append(owed)
        }
    }

    /// The topic of a name.
    func topic(_ name: TopicName) throws(BackboneError) -> TopicState {
        guard let topic = topics[name] else {
            throw .refused(
                Refusal(
                    .notFound,
                    "there is no topic \(name); the request topics.create to backbone makes it"))
        }
        return topic
    }

    /// Makes sure that the disk has room for something new.
    func checkRoomOnDisk() throws(BackboneError) {
        guard !hasRoomOnDisk else { return }
        throw .refused(
            Refusal(
                .limitReached,
                "the disk of the backbone is nearly full: it takes nothing new until there is room")
        )
    }
}
