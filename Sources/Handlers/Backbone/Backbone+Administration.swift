import Store
import Topics

extension Backbone {
    /// Most rows of one answer.
    private static let rowsLimit = 1_000

    /// Answers a request to the backbone itself (docs/protocol.md, "Requests to the backbone").
    func administer(
        _ request: Request, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) -> Reply {
        let parameters = try parameters(of: request)
        switch request.method {
        case "topics.create": return try createTopic(parameters)
        case "topics.delete": return try deleteTopic(parameters)
        case "topics.list": return listTopics()
        case "subscriptions.list": return listSubscriptions()
        case "subscriptions.delete": return try deleteSubscription(parameters)
        case "nodes.list": return listNodes(at: call.now)
        case "services.list": return listServices(at: call.now)
        case "questions.list": return try listQuestions(parameters)
        default:
            throw .refused(
                Refusal(.unsupported, "the backbone has no method \"\(request.method)\""))
        }
    }

    private func createTopic(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let name = try name("topic", in: parameters, TopicName.init)
        if topics[name] == nil {
            guard topics.count < limits.topics else {
                throw .refused(
                    Refusal(.limitReached, "there are \(limits.topics) topics already"))
            }
            topics[name] = try BackboneError.storing { () throws(StoreError) in
                try messages.makeTopic(name)
            }
        }
        return .ok(["topic": .string(name.text)])
    }

    private func deleteTopic(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let name = try name("topic", in: parameters, TopicName.init)
        guard let topic = topics.removeValue(forKey: name) else {
            throw .refused(Refusal(.notFound, "there is no topic \(name)"))
        }
        try BackboneError.storing { () throws(StoreError) in try messages.removeTopic(topic) }
        for subscription in topic.subscriptions { forget(subscription) }
        return .ok([:])
    }

    private func deleteSubscription(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let name = try name("subscription", in: parameters, SubscriptionName.init)
        guard let subscription = subscriptions[name] else {
            throw .refused(Refusal(.notFound, "there is no subscription \(name)"))
        }
        try BackboneError.storing { () throws(StoreError) in
            try messages.removeSubscription(subscription)
        }
        topics[subscription.topic]?.subscriptions.removeAll { $0 === subscription }
        forget(subscription)
        return .ok([:])
    }

    private func forget(_ subscription: Subscription) {
        subscriptions[subscription.name] = nil
        for session in subscription.queue.sessions {
            sessions[session]?.subscriptions.remove(subscription.name)
        }
    }

    private func listTopics() -> Reply {
        let rows = topics.values.sorted { $0.name.text < $1.name.text }.map { topic in
            [
                "topic": .string(topic.name.text),
                "last_message": JSONValue(topic.lastMessage.number),
                "subscriptions": .array(topic.subscriptions.map { .string($0.name.text) }),
            ] as JSONValue
        }
        return .ok(["topics": .array(rows)])
    }

    private func listSubscriptions() -> Reply {
        let rows = subscriptions.values.sorted { $0.name.text < $1.name.text }
            .map { subscription in
                [
                    "subscription": .string(subscription.name.text),
                    "topic": .string(subscription.topic.text),
                    "filter": .string(subscription.filter?.description ?? ""),
                    "ack_deadline_seconds": JSONValue(subscription.ackDeadline / 1_000),
                    "waiting": JSONValue(subscription.queue.waitingCount),
                    "leased": JSONValue(subscription.queue.leases.count),
                    "sessions": JSONValue(subscription.queue.sessions.count),
                ] as JSONValue
            }
        return .ok(["subscriptions": .array(rows)])
    }

    private func listNodes(at now: Moment) -> Reply {
        let rows = sessions.values.sorted { ($0.node, $0.began) < ($1.node, $1.began) }
            .map { session in
                [
                    "node": .string(session.node),
                    "software": .string(session.software),
                    "since": .string(session.began.description),
                    "connected": .bool(session.peer != nil),
                    "silent_ms": JSONValue(now.milliseconds - session.lastHeard),
                    "serves": .array(Self.texts(session.revisions.map(\.description))),
                    "offers": .array(Self.texts(Array(session.addresses))),
                    "subscriptions": .array(Self.texts(session.subscriptions.map(\.text))),
                    "follows": JSONValue(session.following.count),
                ] as JSONValue
            }
        return .ok(["nodes": .array(rows)])
    }

    private func listServices(at now: Moment) -> Reply {
        let rows = services.values.sorted { $0.revision.description < $1.revision.description }
            .map { service in
                [
                    "revision": .string(service.revision.description),
                    "served": .bool(service.isServed(at: now)),
                    "instances": JSONValue(service.queue.sessions.count),
                    "waiting": JSONValue(service.queue.waitingCount),
                    "running": JSONValue(service.queue.leases.count),
                ] as JSONValue
            }
        return .ok(["services": .array(rows)])
    }

    private func listQuestions(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        var relations: [(QuestionStore.Relation, QuestionID)] = []
        for relation in QuestionStore.Relation.allCases where parameters[relation.rawValue] != nil {
            let id = try name(relation.rawValue, in: parameters) { text throws(NameError) in
                try QuestionID(text)
            }
            relations.append((relation, id))
        }
        guard let (relation, id) = relations.first, relations.count == 1 else {
            throw .refused(
                Refusal(
                    .malformed,
                    "exactly one of question, parent_question, originator_question is needed"))
        }
        let limit = parameters["limit"]?.integer ?? Self.rowsLimit
        guard (1...Self.rowsLimit).contains(limit) else {
            throw .refused(
                Refusal(.malformed, "limit: \(limit) is not from 1 to \(Self.rowsLimit)"))
        }
        let found = try BackboneError.storing { () throws(StoreError) in
            try questions.questions(relation, id, limit: limit)
        }
        let rows = found.map { entry in
            [
                "question": .string(entry.question.id.description),
                "parent_question": entry.question.parentQuestion.map { .string($0.description) }
                    ?? .null,
                "originator_question": .string(entry.question.originatorQuestion.description),
                "recipient": .string(entry.question.recipient.description),
                "parent": .string(entry.question.parent.description),
                "asked": .string(entry.question.asked.description),
                "events": JSONValue(entry.lastEvent),
                "ended": .bool(open[entry.question.id] == nil),
            ] as JSONValue
        }
        return .ok(["questions": .array(rows)])
    }

    private func parameters(of request: Request) throws(BackboneError) -> JSONObject {
        guard request.payload.count > 0 else { return [:] }
        do {
            guard let object = try JSONValue(parsing: request.payload.bytes).object else {
                throw BackboneError.refused(
                    Refusal(.malformed, "the parameters are not a JSON object"))
            }
            return object
        } catch let error as JSONError {
            throw .refused(Refusal(.malformed, "the parameters are not JSON: \(error)"))
        } catch {
            throw .refused(Refusal(.malformed, "the parameters are not a JSON object"))
        }
    }

    private func name<Name>(
        _ key: String, in parameters: JSONObject, _ parse: (String) throws(NameError) -> Name
    ) throws(BackboneError) -> Name {
        guard let text = parameters[key]?.string else {
            throw .refused(Refusal(.malformed, "\"\(key)\" is missing, or is no text"))
        }
        do {
            return try parse(text)
        } catch {
            throw .refused(Refusal(.malformed, "\"\(key)\": \(error)"))
        }
    }

    private static func texts(_ texts: [String]) -> [JSONValue] {
        texts.sorted().map { .string($0) }
    }
}

extension Reply {
    /// A result.
    fileprivate static func ok(_ result: JSONValue) -> Reply {
        Reply(code: "ok", payload: Payload(result.bytes()))
    }
}
