import Store
import Topics

extension Backbone {
    /// Answers a request to the backbone itself (docs/protocol.md, "To the backbone").
    ///
    /// - Returns: nil when the answer comes later.
    func administer(
        _ request: Request, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) -> Reply? {
        let parameters = try parameters(of: request)
        switch request.method {
        case "topics.create": return try createTopic(parameters)
        case "topics.get": return .ok(describe(try topic(in: parameters)).json)
        case "topics.list": return try listTopics(parameters)
        case "topics.update": return try updateTopic(parameters)
        case "topics.delete": return try deleteTopic(parameters)
        case "subscriptions.create": return try createSubscription(parameters, call)
        case "subscriptions.get":
            return .ok(try describe(try subscription(in: parameters), at: call.now).json)
        case "subscriptions.list": return try listSubscriptions(parameters, call)
        case "subscriptions.update":
            return try updateSubscription(parameters, call, into: &outbox)
        case "subscriptions.delete": return try deleteSubscription(parameters)
        case "subscriptions.detach": return try detachSubscription(parameters)
        case "subscriptions.seek": return try seek(parameters, call, into: &outbox)
        case "snapshots.create": return try createSnapshot(parameters, call)
        case "snapshots.get": return .ok(try describe(try snapshot(in: parameters)).json)
        case "snapshots.list": return try listSnapshots(parameters, call)
        case "snapshots.update": return try updateSnapshot(parameters, call)
        case "snapshots.delete": return try deleteSnapshot(parameters)
        case "messages.explain": return try explain(parameters, at: call.now)
        case "store.backup":
            try startBackup(parameters, call)
            return nil
        case "nodes.list": return listNodes(at: call.now)
        case "services.list": return listServices(at: call.now)
        case "questions.list": return try listQuestions(parameters)
        default:
            throw .refused(
                Refusal(.unsupported, "the backbone has no method \"\(request.method)\""))
        }
    }

    /// Reads parameters, and refuses what is wrong with them.
    static func reading<Value>(
        _ body: () throws(MemberError) -> Value
    ) throws(BackboneError) -> Value {
        do {
            return try body()
        } catch {
            throw .refused(Refusal(.malformed, error.description))
        }
    }

    /// A page of things that are listed by name.
    ///
    /// - Parameters:
    ///   - key: under which member they are listed.
    ///   - all: the things by name.
    static func page<Item>(
        _ key: String, of all: [(name: String, item: Item)], _ parameters: JSONObject,
        _ describe: (Item) throws(BackboneError) -> JSONValue
    ) throws(BackboneError) -> Reply {
        let (after, limit) = try reading { () throws(MemberError) in
            (
                try parameters["after"].map { value throws(MemberError) in
                    try value.text("after")
                } ?? "",
                try parameters["limit"].map { value throws(MemberError) in
                    Int(try value.integer("limit", in: 1...Int64(rowsLimit)))
                } ?? rowsLimit
            )
        }
        let wanted = all.filter { Array($0.name.utf8).isAfter(after.utf8) }
            .sorted { Array($1.name.utf8).isAfter($0.name.utf8) }
        var rows: [JSONValue] = []
        for entry in wanted.prefix(limit) { rows.append(try describe(entry.item)) }
        var result: JSONObject = [key: .array(rows)]
        if wanted.count > limit { result["next"] = .string(wanted[limit - 1].name) }
        return .ok(.object(result))
    }

    /// Most rows of one answer.
    static let rowsLimit = 1_000

    private func parameters(of request: Request) throws(BackboneError) -> JSONObject {
        guard request.payload.count > 0 else { return [:] }
        do throws(JSONError) {
            if let object = try JSONValue(parsing: request.payload.bytes).object { return object }
        } catch {
            throw .refused(Refusal(.malformed, "the parameters are not JSON: \(error)"))
        }
        throw .refused(Refusal(.malformed, "the parameters are not a JSON object"))
    }
}

extension Reply {
    /// A result.
    static func ok(_ result: JSONValue) -> Reply {
        Reply(code: "ok", payload: Payload(result.bytes()))
    }
}

extension [UInt8] {
    /// Whether these bytes come after others in the order of names.
    fileprivate func isAfter(_ other: some Sequence<UInt8>) -> Bool {
        other.lexicographicallyPrecedes(self)
    }
}
