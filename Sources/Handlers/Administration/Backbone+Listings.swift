import Store
import Topics

extension Backbone {
    /// The sessions and what they are attached to.
    func listNodes(at now: Moment) -> Reply {
        let rows = sessions.values.sorted { ($0.node, $0.began) < ($1.node, $1.began) }
            .map { session in
                [
                    "node": .string(session.node),
                    "software": .string(session.software),
                    "since": .string(session.began.description),
                    "connected": .bool(session.peer != nil),
                    "silent_ms": JSONValue(now.liveness - session.lastHeard),
                    "serves": .array(Self.texts(session.revisions.map(\.description))),
                    "offers": .array(Self.texts(Array(session.addresses))),
                    "subscriptions": .array(Self.texts(session.subscriptions.map(\.text))),
                    "follows": JSONValue(session.following.count),
                ] as JSONValue
            }
        return .ok(["nodes": .array(rows)])
    }

    /// The revisions that are served or asked for.
    func listServices(at now: Moment) -> Reply {
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

    /// Questions that are related to another.
    func listQuestions(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        var relations: [(QuestionStore.Relation, QuestionID)] = []
        for relation in QuestionStore.Relation.allCases where parameters[relation.rawValue] != nil {
            let id = try Self.reading { () throws(MemberError) in
                try parameters.name(relation.rawValue) { text throws(NameError) in
                    try QuestionID(text)
                }
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
        let after = try parameters["after"].map { _ throws(BackboneError) in
            try Self.reading { () throws(MemberError) in
                try parameters.name("after") { text throws(NameError) in try QuestionID(text) }
            }
        }
        let found = try BackboneError.storing { () throws(StoreError) in
            try questions.questions(relation, id, after: after, limit: limit)
        }
        let rows = found.map { entry in
            var row: JSONObject = [
                "question": .string(entry.question.id.description),
                "parent_question": entry.question.parentQuestion.map { .string($0.description) }
                    ?? .null,
                "originator_question": .string(entry.question.originatorQuestion.description),
                "recipient": .string(entry.question.recipient.description),
                "parent": .string(entry.question.parent.description),
                "asked": .string(entry.question.asked.description),
                "events": JSONValue(entry.lastEvent),
                "ended": .bool(open[entry.question.id] == nil),
            ]
            if let name = entry.question.attributes[AskedAs.attribute] {
                row["asked_as"] = .string(name)
            }
            return JSONValue.object(row)
        }
        var result: JSONObject = ["questions": .array(rows)]
        if let last = found.last, found.count == limit {
            result["next"] = .string(last.question.id.description)
        }
        return .ok(.object(result))
    }

    private static func texts(_ texts: [String]) -> [JSONValue] {
        texts.sorted().map { .string($0) }
    }
}
