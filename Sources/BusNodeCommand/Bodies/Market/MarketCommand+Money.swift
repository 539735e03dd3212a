import BusNode

/// `busnode market balance`, `transactions`, `payouts` and `audit`.
extension MarketCommand {
    /// Shows what a user has in the market, or all.
    @Sendable static func balance(_ context: CommandContext) async throws -> ExitCode {
        let isOfAll = context.arguments.flag("all")
        return try await withMarket(context, byDefault: isOfAll ? operatorName : nil) { market in
            guard isOfAll else {
                let balance = try await market.balance()
                try await context.output.result(
                    MarketText.lines(of: balance), json: json(balance))
                return .done
            }
            let balances = try await market.balances()
            try await context.output.table(
                table(balances), json: balances.map { json($0) })
            return .done
        }
    }

    /// The table of balances.
    static func table(_ balances: [Market.Balance]) -> Table {
        var table = Table(
            .left("USER"), .right("BALANCE"), .right("LOCKED"), .right("DEPOSITED"),
            .right("PAYMENTS"), .right("REVENUES"), .right("PAID OUT"), .right("REFUNDED"))
        for balance in balances {
            let amounts = [
                balance.balance, balance.locked, balance.deposited, balance.payments,
                balance.revenues, balance.paidOut, balance.refunded,
            ].map { NumberText.grouped($0) }
            table.add(
                balance.user, amounts[0], amounts[1], amounts[2], amounts[3], amounts[4],
                amounts[5], amounts[6])
        }
        return table
    }

    /// Lists the lines of an account.
    @Sendable static func transactions(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        return try await withMarket(context, byDefault: operatorName) { market in
            let rows = try await market.transactions(
                session: arguments.integer("session"), of: arguments.text("of"))
            var table = Table(
                .left("TIME (UTC)"), .left("USER"), .left("WHAT"), .right("AMOUNT"),
                .right("BALANCE"), .right("SESSION"), .left("OF"))
            for row in rows {
                table.add(
                    time(row.at), row.user, row.type.replacing("_", with: " "),
                    NumberText.grouped(row.amount), NumberText.grouped(row.balance),
                    row.session.map { "\($0)" } ?? "-",
                    row.bid ?? row.payout.map { "payout \($0)" } ?? "-")
            }
            try await context.output.table(table, json: rows.map { json($0) })
            return .done
        }
    }

    /// Lists what leaves the market, or has something leave.
    @Sendable static func payouts(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        let wanted = arguments.integer("amount")
        guard arguments.flag("now") || wanted != nil else {
            return try await withMarket(context, byDefault: operatorName) { market in
                let rows =
                    arguments.flag("refunds")
                    ? try await market.refunds(of: arguments.text("of"))
                    : try await market.payouts(of: arguments.text("of"))
                try await context.output.table(table(rows), json: rows.map { json($0) })
                return .done
            }
        }
        return try await withMarket(context) { market in
            let payout = try await market.payout(wanted)
            try await context.output.result(
                ["\(NumberText.grouped(payout.amount)) are sent to \(payout.to)"],
                json: json(payout))
            return .done
        }
    }

    /// The table of payouts.
    static func table(_ payouts: [Market.Payout]) -> Table {
        var table = Table(
            .right("NUMBER"), .left("USER"), .right("AMOUNT"), .left("STATE"), .left("SETTLED"),
            .left("TO"), .left("WHY"))
        for payout in payouts {
            table.add(
                "\(payout.number)", payout.user ?? "-", NumberText.grouped(payout.amount),
                payout.state, time(payout.settledAt), payout.to,
                [payout.reason, payout.trouble].compactMap { $0 }.joined(separator: "; "))
        }
        return table
    }

    /// Checks that the books add up, and are those of the ledger.
    @Sendable static func audit(_ context: CommandContext) async throws -> ExitCode {
        try await withMarket(context, byDefault: operatorName) { market in
            let books = try await market.audit()
            var document = books.object ?? [:]
            if books["ledger_wallet"] == nil, let ledger = try await ledgerBalance(market) {
                document["ledger_wallet"] = JSONValue(ledger)
            }
            try await context.output.object(.object(document), groupsDigits: true)
            let (wallet, moving) = (books["wallet"]?.integer, books["on_the_way"]?.integer ?? 0)
            if let wallet, let ledger = document["ledger_wallet"]?.integer,
                ledger != wallet, ledger != wallet - moving
            {
                await context.output.note(
                    "busnode: the ledger has another sum, as long as deposits are not settled")
            }
            let isGood = books["ok"]?.bool ?? (books["sum"]?.integer == 0)
            return isGood ? .done : .badData
        }
    }

    /// What the ledger says of the market's wallet; nil where nobody says it.
    private static func ledgerBalance(_ market: Market) async throws -> Int? {
        do {
            return try await market.ledgerBalance()
        } catch {
            guard error.code == .notFound || error.code == .nobodyServes else { throw error }
            return nil
        }
    }
}
