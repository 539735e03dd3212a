import Store
import Topics

extension Backbone {
    /// Says why a message is where it is (docs/protocol.md, "To the backbone").
    func explain(_ parameters: JSONObject, at now: Moment) throws(BackboneError) -> Reply {
        let id = try Self.reading { () throws(MemberError) in
            try parameters.expectOnly(["message"])
            guard let value = parameters["message"] else {
                throw MemberError("message", "is missing")
            }
            return MessageID(UInt64(try value.integer("message", in: 1...Int64.max)))
        }
        let found = try BackboneError.storing { () throws(StoreError) in try messages.message(id) }
        guard let kept = found else {
            let reason =
                id.number < nextMessage
                ? "message \(id) is kept no more, or there never was one of this number"
                : "there is no message \(id) yet; the next one is \(nextMessage)"
            throw .refused(Refusal(.notFound, reason))
        }
        return .ok(
            try BackboneError.storing { () throws(StoreError) in try explanation(of: kept, at: now)
            })
    }

    private func explanation(
        of kept: KeptMessage, at now: Moment
    ) throws(StoreError) -> JSONValue {
        let message = kept.message
        let topic = try topicNumbered(of: message)
        var attributes = JSONObject()
        for (key, value) in message.attributes.dictionary.sorted(by: { $0.key < $1.key }) {
            attributes[key] = .string(value)
        }
        var reasons: [JSONValue] = []
        let left = kept.keptSince + topic.retention - clock(now)
        if left > 0 {
            reasons.append(
                .string(
                    "its topic keeps messages for \(topic.retention / 1_000) s, of which "
                        + "\(left / 1_000) s are left"))
        }
        var rows: [JSONValue] = []
        let ordered = subscriptions.values.filter { $0.topic === topic }
            .sorted { $0.name.text < $1.name.text }
        for subscription in ordered {
            let owed = try owed.find(message.id, of: subscription.number)
            if owed != nil { reasons.append(.string("\(subscription.name) owes it")) }
            rows.append(try explanation(of: kept, for: subscription, owed, at: now))
        }
        for snapshot in snapshots.values where snapshot.topic === topic {
            guard try resources.oldestMessage(of: snapshot) <= message.id else { continue }
            reasons.append(.string("the snapshot \(snapshot.name) keeps it"))
        }
        return [
            "message": JSONValue(message.id.number), "topic": .string(topic.name.text),
            "published": .string(message.published.description),
            "bytes": JSONValue(message.payload.count), "attributes": .object(attributes),
            "ordering_key": .string(message.orderingKey), "priority": JSONValue(kept.priority),
            "expires_ms": kept.expires.map { JSONValue($0 - clock(now)) } ?? .null,
            "kept_because": .array(reasons), "subscriptions": .array(rows),
        ]
    }

    private func explanation(
        of kept: KeptMessage, for subscription: Subscription,
        _ owed: (message: OwedMessage, due: Int64?)?, at now: Moment
    ) throws(StoreError) -> JSONValue {
        let message = kept.message
        let past = history.entries(of: message.id, subscription.number)
        let lease = subscription.queue.leases[message.id]
        let (state, rule) = state(
            of: message, for: subscription, owed: owed, lease: lease, past: past, at: now)
        var row: JSONObject = [
            "subscription": .string(subscription.name.text), "state": .string(state),
            "rule": .string(rule), "filter": filterDecision(message, subscription),
            "attempt": JSONValue(
                lease?.attempt ?? owed?.message.attempts ?? past.last?.attempt ?? 0),
        ]
        if let lease {
            row["node"] = .string(sessions[lease.session]?.node ?? "")
            row["lease_ms"] = JSONValue(lease.deadline &- clock(now))
        }
        if let due = owed?.due { row["due_ms"] = JSONValue(due &- clock(now)) }
        row["history"] = .array(
            past.map { entry in
                [
                    "time": .string(entry.time.description), "attempt": JSONValue(entry.attempt),
                    "node": .string(entry.node), "what": .string(entry.what.rawValue),
                ]
            })
        return .object(row)
    }

    private func state(
        of message: Message, for subscription: Subscription,
        owed: (message: OwedMessage, due: Int64?)?, lease: MessageLease?,
        past: [DeliveryHistory.Entry], at now: Moment
    ) -> (state: String, rule: String) {
        if let lease {
            let node = sessions[lease.session]?.node ?? "a session that is over"
            return (
                "leased",
                "\(node) has it under attempt \(lease.attempt) for "
                    + "\(lease.deadline &- clock(now)) ms more; then it is given back"
            )
        }
        if let owed { return waitingState(owed.message, due: owed.due, subscription, at: now) }
        if !subscription.takes(message.attributes) {
            return ("filtered-out", "the filter of \(subscription.name) does not let it through")
        }
        switch past.last?.what {
        case .acknowledged?:
            let node = past.last?.node ?? ""
            return ("acknowledged", "\(node.isEmpty ? "a node" : node) acknowledged it")
        case .deadLettered?:
            let topic = subscription.settings.deadLetterPolicy?.topic.text ?? "another topic"
            return (
                "dead-lettered",
                "attempt \(past.last?.attempt ?? 0) was its last: it went to \(topic)"
            )
        case .expired?: return ("expired", "its time to live, or the retention, was over")
        default:
            guard message.id >= subscription.first else {
                return ("made-later", "\(subscription.name) was made after it was published")
            }
            return (
                "settled",
                "\(subscription.name) does not owe it: it was acknowledged, expired or dropped by a "
                    + "seek before what is remembered"
            )
        }
    }

    private func waitingState(
        _ message: OwedMessage, due: Int64?, _ subscription: Subscription, at now: Moment
    ) -> (state: String, rule: String) {
        if let due {
            let why = message.attempts == 0 ? "its publisher delayed it" : "it was given back"
            return ("delayed", "\(why); it can be given out in \(max(0, due &- clock(now))) ms")
        }
        let order = message.key.isEmpty ? nil : subscription.queue.keys[message.key]
        if order?.held.contains(where: { $0.id == message.id }) == true {
            return (
                "acknowledged",
                "it is acknowledged, and final when the earlier ones of its ordering key are settled"
            )
        }
        if let order, let earlier = order.leased.first ?? order.delayed.first, earlier < message.id
        {
            return ("waiting", "message \(earlier) of its ordering key comes first")
        }
        guard subscription.hasTakers else {
            return ("waiting", "nobody is attached to \(subscription.name), or pulls from it")
        }
        let given = message.attempts == 0 ? "" : " again after \(message.attempts) attempts"
        return ("waiting", "it is given out\(given) when a session has room and its turn comes")
    }

    private func filterDecision(_ message: Message, _ subscription: Subscription) -> JSONValue {
        guard let filter = subscription.settings.filter else { return .null }
        let terms = filter.terms { message.attributes[$0] }
        return [
            "filter": .string(filter.text),
            "matches": .bool(subscription.takes(message.attributes)),
            "terms": .array(
                terms.map { ["term": .string($0.text), "holds": .bool($0.holds)] }),
        ]
    }

    private func topicNumbered(of message: Message) throws(StoreError) -> TopicState {
        if let topic = topics[message.topic], topic.lastMessage >= message.id { return topic }
        for topic in deletedTopics.values where topic.name == message.topic { return topic }
        guard let topic = topics[message.topic] else {
            throw StoredValue.damaged("message \(message.id) is of a topic that is not there")
        }
        return topic
    }
}
