import Topics

/// Whether the books add up, and what the market has kept.
enum AuditMethods {
    static let all: [MarketMethod] = [.look("market.audit", audit), .look("fees.list", fees)]

    private static func audit(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        _ = try turn.operator(&fields)
        let store = turn.store
        let findings = try BooksCheck(store).findings()
        let sums = try BooksSums(store.connection)
        let name = try store.name
        let troubled = try MoneyLists(store).troubled()
        let stopped = troubled.filter { $0.state == .stopped }
        let waiting = troubled.filter { $0.state != .stopped }
        return [
            "ok": .bool(findings.isEmpty && stopped.isEmpty),
            "findings": .array(findings.map { .string($0) }),
            "entries": JSONValue(sums.entries), "postings": JSONValue(sums.postings),
            "accounts": JSONValue(sums.accounts), "sum": JSONValue(sums.sum),
            "wallet": JSONValue(sums.wallet), "owed": JSONValue(sums.owed),
            "users": JSONValue(sums.users), "fees": JSONValue(sums.fees),
            "held": JSONValue(sums.held), "on_the_way": JSONValue(sums.onTheWay),
            "stopped": .array(stopped.map { $0.json(transfer: $0.transfer(of: name)) }),
            "waiting": .array(waiting.map { $0.json(transfer: $0.transfer(of: name)) }),
        ]
    }

    private static func fees(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let session = fields.integerIfPresent("session")
        let page = ListPage(&fields)
        _ = try turn.operator(&fields)
        let rows = try MoneyLists(turn.store).fees(session: session, page)
        let balance = -(try turn.store.journal.balance(of: .fees))
        let reply = page.reply("fees", rows, number: \.session) { row in
            ["session": JSONValue(row.session), "amount": JSONValue(row.amount)]
        }
        var object = reply.object ?? [:]
        object["balance"] = JSONValue(balance)
        return .object(object)
    }
}
