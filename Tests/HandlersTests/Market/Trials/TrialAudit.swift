@testable import Handlers
import Store
import Topics

/// What has to hold when everything has come to rest: the market's file is held against the ledger's.
struct TrialAudit {
    let market: Connection
    let ledger: Connection

    init(_ world: TrialWorld) throws {
        guard let market = world.market.connection, let ledger = world.ledger.connection else {
            throw TrialFailure("one of the two does not run")
        }
        self.market = market
        self.ledger = ledger
    }

    func check() throws {
        try checkSums()
        try checkDeposits()
        try checkOutgoing()
        try checkBids()
        try checkPayments()
        try checkUsers()
        try checkEvents()
    }

    /// The money of the ledger is what it was, and the market has what its books say.
    private func checkSums() throws {
        let credited = try integer(ledger, "SELECT sum(balance) FROM account")
        let accounts = Int64(TrialTown.users.count + TrialTown.strangers.count)
        try TrialFailure.unless(
            credited == accounts * TrialTown.credit, "the ledger has \(credited) now")
        let findings = try BooksCheck(MarketStore(market)).findings()
        try TrialFailure.unless(findings.isEmpty, findings.joined(separator: "; "))
        // What nobody named is the market's by mistake, and in no books.
        var unnamed: Int64 = 0
        let named = try Set(texts(market, "SELECT transfer FROM bid WHERE transfer IS NOT NULL"))
        for (transfer, _, amount) in try incoming() where !named.contains(transfer) {
            unnamed += amount
        }
        let wallet = try integer(market, "SELECT balance FROM account WHERE name = 'wallet'")
        let has = try integer(
            ledger, "SELECT balance FROM account WHERE address = 'market-wallet'")
        try TrialFailure.unless(
            has == wallet + unnamed, "the market has \(has), and not \(wallet) and \(unnamed)")
        try TrialFailure.unless(
            try BooksSums(market).onTheWay == 0 && BooksSums(market).held == 0, "not at rest")
    }

    /// Every transfer that was named and pays the market is a deposit, used once or given back once.
    private func checkDeposits() throws {
        let named = try Set(texts(market, "SELECT transfer FROM bid WHERE transfer IS NOT NULL"))
        let come = try incoming().filter { named.contains($0.transfer) }
        let deposits = try market.prepare("SELECT transfer, payer, amount FROM deposit").rows {
            "\($0.text(at: 0)) \($0.text(at: 1)) \($0.integer(at: 2))"
        }
        try TrialFailure.unless(
            deposits.sorted() == come.map { "\($0.transfer) \($0.payer) \($0.amount)" }.sorted(),
            "deposits \(deposits), and the ledger has \(come)")
        for problem in Self.depositProblems {
            let found = try texts(market, problem)
            try TrialFailure.unless(found.isEmpty, "wrong deposits: \(found): \(problem)")
        }
    }

    private static let depositProblems = [
        // Used by a bid that is not confirmed, or was not before it was cancelled.
        """
        SELECT deposit.transfer FROM deposit JOIN bid ON bid.number = deposit.bid
        WHERE deposit.state = 'used' AND (bid.state NOT IN ('confirmed', 'cancelled')
            OR bid.transfer != deposit.transfer OR bid.max_payment != deposit.amount
            OR bid.user_wallet != deposit.payer)
        """,
        // Claimed never, or by two.
        """
        SELECT transfer FROM deposit WHERE state = 'used' AND 1 != (
            SELECT count(*) FROM entry WHERE kind = 'claim' AND reference = deposit.bid)
        """,
        // Given back never, twice, to somebody else, or with another amount.
        """
        SELECT transfer FROM deposit WHERE state = 'refunded' AND 1 != (
            SELECT count(*) FROM outgoing WHERE outgoing.deposit = transfer
                AND outgoing.state = 'confirmed' AND address = payer
                AND outgoing.amount = deposit.amount)
        """,
        // A bid that counts, and has no deposit.
        """
        SELECT id FROM bid WHERE state = 'confirmed' AND NOT EXISTS (
            SELECT 1 FROM deposit WHERE deposit.bid = bid.number AND state = 'used')
        """,
    ]

    /// What left the market at the ledger is what its books say, each once.
    private func checkOutgoing() throws {
        let name = try texts(market, "SELECT name FROM market")[0]
        let sent = try market.prepare(
            "SELECT number, address, amount FROM outgoing WHERE state = 'confirmed'"
        ).rows { "\(name)-\($0.integer(at: 0)) \($0.text(at: 1)) \($0.integer(at: 2))" }
        let left = try ledger.prepare(
            """
            SELECT id, payee, o.amount FROM transfer JOIN transfer_output o ON number = transfer
            WHERE payer = 'market-wallet' AND state = 'confirmed'
            """
        ).rows { "\($0.text(at: 0)) \($0.text(at: 1)) \($0.integer(at: 2))" }
        try TrialFailure.unless(
            sent.sorted() == left.sorted(), "books say \(sent), and the ledger \(left)")
    }

    private func checkBids() throws {
        let pending = try texts(
            market, "SELECT id FROM bid WHERE state IN ('placed', 'pending')")
        try TrialFailure.unless(pending.isEmpty, "\(pending) are neither confirmed nor rejected")
        let failures = try texts(
            market, "SELECT failure FROM session WHERE failure IS NOT NULL")
        try TrialFailure.unless(failures.isEmpty, "sessions failed: \(failures)")
    }

    /// P1 and P2, of what is stored and of what is booked.
    private func checkPayments() throws {
        let rows = try market.prepare(
            """
            SELECT document, max_payment, (SELECT coalesce(sum(amount), 0) FROM entry
                JOIN posting ON posting.entry = entry.number WHERE kind = 'payment'
                AND reference = bid.number AND amount > 0)
            FROM outcome JOIN bid ON bid.number = outcome.bid
            """
        ).rows { ($0.text(at: 0), $0.integer(at: 1), $0.integer(at: 2)) }
        for (document, most, booked) in rows {
            let outcome = try JSONValue(parsing: document)
            let shares = outcome["shares"]?.array ?? []
            let revenues = shares.compactMap { $0["revenue"]?.integer }.reduce(0, +)
            guard let payment = outcome["payment"]?.integer, let fee = outcome["fee"]?.integer
            else { throw TrialFailure("an outcome without payment: \(document)") }
            try TrialFailure.unless(
                payment == fee + revenues && (0...most).contains(Int64(payment))
                    && Int64(payment) == booked,
                "\(payment) of \(most) is paid, \(booked) booked, \(fee) and \(revenues) divided")
        }
        let confirmed = try integer(market, "SELECT count(*) FROM bid WHERE state = 'confirmed'")
        try TrialFailure.unless(
            rows.count == Int(confirmed), "\(confirmed) bids and \(rows.count) outcomes")
    }

    /// What a user has is what was deposited and earned, less what was paid and paid out.
    private func checkUsers() throws {
        for user in TrialTown.users {
            let expected = try integer(
                market,
                """
                SELECT (SELECT coalesce(sum(amount), 0) FROM deposit WHERE state = 'used'
                        AND payer = '\(user)-wallet')
                    + (SELECT coalesce(sum(amount), 0) FROM revenue WHERE user = '\(user)')
                    - (SELECT coalesce(sum(document ->> '$.payment'), 0) FROM outcome
                        JOIN bid ON bid.number = outcome.bid WHERE user = '\(user)')
                    - (SELECT coalesce(sum(amount), 0) FROM outgoing WHERE user = '\(user)'
                        AND kind = 'payout' AND state = 'confirmed')
                """)
            let balance = try integer(
                market,
                """
                SELECT coalesce(sum(-balance), 0) FROM account WHERE name = 'user:\(user)'
                """)
            try TrialFailure.unless(
                balance == expected, "\(user) has \(balance), and not \(expected)")
        }
    }

    /// Everything that happens once is told once.
    private func checkEvents() throws {
        let events = try market.prepare("SELECT kind, body FROM event").rows {
            ($0.text(at: 0), $0.text(at: 1))
        }
        var seen: [String: Int] = [:]
        // The ledger may refuse the same thing for different reasons.
        for (kind, body) in events where !kind.hasSuffix("-failed") {
            let details = try JSONValue(parsing: body)
            let subject = details["outgoing"] ?? details["bid"] ?? details["session"] ?? .null
            seen["\(kind) \(subject)", default: 0] += 1
        }
        let twice = seen.filter { $0.value > 1 }.keys.sorted()
        try TrialFailure.unless(twice.isEmpty, "told twice: \(twice)")
    }

    /// What has come to the market at the ledger from others.
    private func incoming() throws -> [(transfer: String, payer: String, amount: Int64)] {
        try ledger.prepare(
            """
            SELECT id, payer, sum(o.amount) FROM transfer JOIN transfer_output o ON number = transfer
            WHERE payee = 'market-wallet' AND payer != 'market-wallet' AND state = 'confirmed'
            GROUP BY id, payer
            """
        ).rows { ($0.text(at: 0), $0.text(at: 1), $0.integer(at: 2)) }
    }

    private func integer(_ connection: Connection, _ sql: String) throws -> Int64 {
        try connection.firstInteger(sql) ?? 0
    }

    private func texts(_ connection: Connection, _ sql: String) throws -> [String] {
        try connection.prepare(sql).rows { $0.text(at: 0) }
    }
}
