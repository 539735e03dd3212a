import Topics

/// Money leaves the market.
enum OutgoingMethods {
    static let all: [MarketMethod] = [
        .change("payouts.request", request), .look("payouts.list", payouts),
        .look("refunds.list", refunds), .change("fees.withdraw", withdraw),
        .look("fees.withdrawals", withdrawals), .change("outgoing.settle", settle),
    ]

    private static func request(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let wanted = fields.integerIfPresent("amount", in: 1...Amount.limit)
        let user = try turn.actor(&fields).id
        guard let wallet = try turn.store.wallets.wallet(of: user) else {
            throw RequestRefusal(.conflict, "no-wallet", "\(user) has no wallet to pay out to")
        }
        let source = try marketWallet(turn)
        if let row = try turn.store.outgoing.payoutUnderWay(to: user) {
            throw RequestRefusal(
                .conflict, "payout-under-way",
                "payout \(row.number) of \(row.amount) to \(user) is \(row.state.rawValue)")
        }
        let store = turn.store
        let payable = try store.balances.balance(of: user, in: store.journal).payable
        try requireMoney(wanted, of: payable, user)
        let row = try turn.send(
            Outgoing(
                kind: .payout, user: user, source: source, address: wallet.address,
                amount: wanted ?? payable, reason: "asked for by \(user)", askAt: turn.now,
                dueAt: turn.now))
        return try json(row, turn)
    }

    private static func payouts(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        try list(.payout, "payouts", turn, &fields)
    }

    private static func refunds(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        try list(.refund, "refunds", turn, &fields)
    }

    private static func list(
        _ kind: Outgoing.Kind, _ name: String, _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let state = fields.wordIfPresent("state", as: Outgoing.State.self)
        let page = ListPage(&fields)
        let viewer = try turn.viewer(&fields)
        let rows = try MoneyLists(turn.store).outgoing(kind, of: viewer.of, state: state, page)
        return try page.reply(name, rows, number: \.number) { try json($0, turn) }
    }

    private static func withdraw(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let given = fields.text("address")
        if let given {
            do {
                try turn.settings.addresses.check(given)
            } catch {
                fields.refuse("address", error.description)
            }
        }
        let wanted = fields.integerIfPresent("amount", in: 1...Amount.limit)
        let user = try turn.operator(&fields)
        let address = try fields.checked(given)
        let source = try marketWallet(turn)
        guard try turn.walletOwner(address) != .market else {
            throw RequestRefusal(
                .conflict, "wallet-taken", "this address is that of the market: nothing would leave"
            )
        }
        let fees = -(try turn.store.journal.balance(of: .fees))
        try requireMoney(wanted, of: fees, "the market, of its fees,")
        let row = try turn.send(
            Outgoing(
                kind: .withdrawal, source: source, address: address, amount: wanted ?? fees,
                reason: "asked for by \(user.id)", askAt: turn.now, dueAt: turn.now))
        return try json(row, turn)
    }

    private static func withdrawals(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let state = fields.wordIfPresent("state", as: Outgoing.State.self)
        let page = ListPage(&fields)
        _ = try turn.operator(&fields)
        let rows = try MoneyLists(turn.store).outgoing(.withdrawal, of: nil, state: state, page)
        return try page.reply("withdrawals", rows, number: \.number) { try json($0, turn) }
    }

    private static func settle(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let given = fields.integer("number", in: 1...Int64.max)
        let end = fields.word("as", as: End.self)
        _ = try turn.operator(&fields)
        let number = try fields.checked(given)
        guard let row = try turn.store.outgoing.row(number) else {
            throw RequestRefusal(
                .notFound, "unknown-outgoing", "nothing that goes out has the number \(number)")
        }
        guard row.state == .stopped else {
            throw RequestRefusal(
                .conflict, "not-stopped",
                "\(row.kind.rawValue) \(number) is \(row.state.rawValue), and not stopped")
        }
        try OutgoingMachine(turn).settle(row, isConfirmed: end == .confirmed)
        return try json(turn.store.outgoing.row(number) ?? row, turn)
    }

    /// How something that is stopped has ended, as an operator has found out.
    private enum End: String, CaseIterable {
        case confirmed
        case failed
    }

    private static func marketWallet(_ turn: MarketTurn) throws -> String {
        guard let wallet = try turn.store.wallets.ofMarket() else {
            throw RequestRefusal(.conflict, "no-market-wallet", "the market has no wallet yet")
        }
        return wallet.address
    }

    private static func requireMoney(
        _ wanted: Int64?, of available: Int64, _ owner: String
    ) throws {
        guard available > 0 else {
            throw RequestRefusal(
                .conflict, "balance-too-low", "\(owner) has nothing that could leave")
        }
        guard (wanted ?? 0) <= available else {
            throw RequestRefusal(
                .conflict, "balance-too-low",
                "\(owner) has \(available) that could leave, and not \(wanted ?? 0)")
        }
    }

    private static func json(_ row: Outgoing, _ turn: MarketTurn) throws -> JSONValue {
        row.json(transfer: row.transfer(of: try turn.store.name))
    }
}
