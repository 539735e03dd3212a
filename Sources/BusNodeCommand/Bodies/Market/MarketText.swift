import BusNode

/// The market, its sessions and balances for people.
enum MarketText {
    /// How the market goes about it, and how far it is, as the market answers it.
    static func lines(ofMarket market: JSONValue) -> [String] {
        func text(_ key: String) -> String { market[key]?.string ?? "-" }
        func count(_ key: String) -> String {
            market[key]?.integer.map { NumberText.grouped($0) } ?? "-"
        }
        let fee = Double(market["fee_per_million"]?.integer ?? 0) / 10_000
        let session: Market.Session? = market["session"].flatMap { try? $0.decode() }
        return (session.map { head(of: $0) } ?? ["there is no session yet"]) + [
            MarketCommand.line("schedule", text("schedule")),
            MarketCommand.line("mode", text("mode")),
            MarketCommand.line("fee", "\(NumberText.fixed(fee, digits: 2)) % of each payment"),
            MarketCommand.line("least payment", count("least_payment")),
            MarketCommand.line("least payout", count("least_payout")),
            MarketCommand.line("wallet", text("wallet")),
            MarketCommand.line("users", "\(count("users")), with \(count("resources")) resources"),
        ]
    }

    /// All that is known of a session.
    static func lines(of session: Market.Session) -> [String] {
        let bids = (session.bids ?? [:]).filter { $0.value > 0 }.sorted { $0.key < $1.key }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let parameters = (session.parameters?.object ?? [:])
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let times = [
            ("staged", session.stagedAt), ("opened", session.openedAt),
            ("closed", session.closedAt), ("launched", session.launchedAt),
            ("finished", session.finishedAt),
        ]
        var lines = head(of: session)
        lines.append(MarketCommand.line("bids", bids.isEmpty ? "none" : bids))
        if let fee = session.fee {
            lines.append(MarketCommand.line("fee", NumberText.grouped(fee)))
        }
        for (title, time) in times {
            guard let time else { continue }
            lines.append(MarketCommand.line(title, MarketCommand.time(time) + " UTC"))
        }
        let seed = session.seed.map { ", seed \($0)" } ?? ""
        lines.append(MarketCommand.line("mode", session.mode + seed))
        lines.append(MarketCommand.line("parameters", parameters))
        return lines
    }

    /// How far a session is, and its price.
    static func head(of session: Market.Session) -> [String] {
        let state =
            switch session.state {
            case .staged: "is not open yet"
            case .open:
                "takes bids until "
                    + (session.gateClosure.map { MarketCommand.time($0) + " UTC" } ?? "it is run")
            case .closed:
                "is closed; payments are looked at until \(MarketCommand.time(session.settleBy)) UTC"
            case .running: "is computed"
            case .finished: "is finished"
            }
        let failure = session.failure.map { ": nothing could be computed, for \($0)" } ?? ""
        let next = session.nextPrice.map { "; \(NumberText.grouped($0)) in the next one" } ?? ""
        return [
            TextWidth.printable("session \(session.number) \(state)\(failure)"),
            MarketCommand.line(
                "price", "\(NumberText.grouped(session.price)) for each 1 % of gain\(next)"),
        ]
    }

    /// What a user has.
    static func lines(of balance: Market.Balance) -> [String] {
        let amounts = [
            ("balance", balance.balance), ("locked", balance.locked),
            ("may leave", balance.payable), ("deposited", balance.deposited),
            ("payments", -balance.payments), ("revenues", balance.revenues),
            ("paid out", -balance.paidOut), ("on the way", -(balance.onTheWay ?? 0)),
        ].map { ($0.0, NumberText.grouped($0.1)) }
        let width = amounts.map(\.1.count).max() ?? 0
        return amounts.map { title, amount in
            MarketCommand.line(
                title, String(repeating: " ", count: width - amount.count) + amount)
        }
    }
}
