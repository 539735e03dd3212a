import Topics

/// What users have, and what has happened to it.
enum BalanceMethods {
    static let all: [MarketMethod] = [
        .look("balances.get", get), .look("balances.list", list),
        .look("balances.sessions", sessions), .look("transactions.list", transactions),
    ]

    private static func get(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let viewer = try turn.viewer(&fields)
        return try balance(of: viewer.of ?? viewer.user.id, turn).json
    }

    private static func list(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let after = fields.textIfPresent("after", limit: UserID.limit) ?? ""
        let limit = fields.limit()
        _ = try turn.operator(&fields)
        let users = try turn.store.users.users(after: after, limit: limit + 1)
        let balances = try users.prefix(limit).map { try balance(of: $0.id, turn).json }
        let next = users.count > limit ? JSONValue.string(users[limit - 1].id) : .null
        return ["balances": .array(balances), "next": next]
    }

    private static func sessions(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let session = fields.integerIfPresent("session")
        let byResource = fields.flagIfPresent("by_resource") ?? false
        let page = ListPage(&fields)
        let viewer = try turn.viewer(&fields)
        let rows = try MoneyLists(turn.store).sessions(
            of: viewer.of, session: session, byResource: byResource, page)
        // The limit is one of sessions, of which each has as many rows as it needs.
        var shown: [Int64] = []
        for row in rows where shown.last != row.session { shown.append(row.session) }
        let goesOn = shown.count > page.limit
        if goesOn { shown.removeLast() }
        let last = shown.last ?? 0
        return [
            "sessions": .array(rows.filter { $0.session <= last }.map(\.json)),
            "next": goesOn ? JSONValue(last) : .null,
        ]
    }

    private static func transactions(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let session = fields.integerIfPresent("session")
        let page = ListPage(&fields)
        let viewer = try turn.viewer(&fields)
        let rows = try MoneyLists(turn.store).transactions(of: viewer.of, session: session, page)
        return page.reply("transactions", rows, number: \.number, \.json)
    }

    private static func balance(of user: String, _ turn: MarketTurn) throws -> Balance {
        try turn.store.balances.balance(of: user, in: turn.store.journal)
    }
}
