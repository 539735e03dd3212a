import Topics

/// Users come and are looked at.
enum UserMethods {
    static let all: [MarketMethod] = [
        .change("users.create", create), .look("users.get", get), .look("users.list", list),
    ]

    private static func create(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = fields.text("id", limit: UserID.limit)
        if let problem = id.flatMap(UserID.problem) { fields.refuse("id", problem) }
        let name = fields.textIfPresent("name")
        let isOperator = fields.flagIfPresent("operator") ?? false
        let actor = fields.textIfPresent("user", limit: UserID.limit)
        let newID = try fields.checked(id)
        let creator = try actor.map { try turn.knownActor($0) }
        if isOperator {
            guard let creator else {
                throw RequestRefusal(
                    .forbidden, "not-an-operator", "only operators make operators: user is missing")
            }
            try turn.requireOperator(creator)
        }
        let user = User(
            id: newID, name: name ?? newID, isOperator: isOperator, createdAt: turn.now)
        if let known = try turn.store.users.user(newID) {
            guard known.name == user.name, known.isOperator == user.isOperator else {
                throw RequestRefusal(
                    .conflict, "user-exists", "there is a user \(newID) already, and another one")
            }
            return .object(known.json)
        }
        try turn.store.users.add(user)
        return .object(user.json)
    }

    private static func get(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = fields.textIfPresent("id", limit: UserID.limit)
        let actor = try turn.actor(&fields)
        guard let id, id != actor.id else { return .object(actor.json) }
        try turn.requireOperator(actor)
        guard let user = try turn.store.users.user(id) else {
            throw RequestRefusal(.notFound, "unknown-user", "there is no user \(id)")
        }
        return .object(user.json)
    }

    private static func list(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let after = fields.textIfPresent("after", limit: UserID.limit) ?? ""
        let limit = fields.limit()
        _ = try turn.operator(&fields)
        let users = try turn.store.users.users(after: after, limit: limit + 1)
        let next = users.count > limit ? JSONValue.string(users[limit - 1].id) : .null
        return [
            "users": .array(users.prefix(limit).map { .object($0.json) }), "next": next,
        ]
    }
}
