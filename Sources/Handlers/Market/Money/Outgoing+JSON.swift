import Topics

extension Outgoing {
    /// The row as replies show it.
    func json(transfer: String) -> JSONValue {
        var object: JSONObject = [
            "number": JSONValue(number), "kind": .string(kind.rawValue),
            "transfer": .string(transfer), "state": .string(state.rawValue),
            "amount": JSONValue(amount), "from": .string(source), "to": .string(address),
            "attempt": JSONValue(attempt), "due_at": .string(dueAt.description),
        ]
        if let user { object["user"] = .string(user) }
        if let deposit { object["deposit"] = .string(deposit) }
        if let former { object["in_place_of"] = JSONValue(former) }
        if let reason { object["reason"] = .string(reason) }
        if let trouble { object["trouble"] = .string(trouble) }
        if let sentAt { object["sent_at"] = .string(sentAt.description) }
        if let settledAt { object["settled_at"] = .string(settledAt.description) }
        return .object(object)
    }
}
