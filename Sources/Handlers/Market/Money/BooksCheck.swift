import Store

/// Reads all the books again and finds what does not add up.
struct BooksCheck {
    private let connection: Connection
    private let balances: BalanceTable
    private let journal: Journal

    init(_ store: MarketStore) {
        connection = store.connection
        balances = store.balances
        journal = store.journal
    }

    /// Every query finds the rows that are wrong, with what is wrong with them.
    private static let checks: [(problem: String, query: String)] = [
        (
            "does not add up to zero",
            """
            SELECT 'entry ' || entry.number FROM entry
                LEFT JOIN posting ON posting.entry = entry.number
            GROUP BY entry.number HAVING coalesce(sum(posting.amount), 1) != 0
            """
        ),
        (
            "has another balance than the postings before it make",
            """
            SELECT 'posting ' || number FROM (
                SELECT number, balance,
                    sum(amount) OVER (PARTITION BY account ORDER BY number) AS total
                FROM posting)
            WHERE balance != total
            """
        ),
        (
            "has not what was booked",
            """
            SELECT 'the account ' || name FROM account WHERE balance != coalesce((
                SELECT posting.balance FROM posting WHERE posting.account = account.name
                ORDER BY posting.number DESC LIMIT 1), 0)
            """
        ),
        (
            "is not in the books as it is used",
            """
            SELECT 'the deposit ' || transfer FROM deposit
                LEFT JOIN account ON account.name = 'held:' || transfer
            WHERE coalesce(balance, 0) != CASE state WHEN 'held' THEN -amount ELSE 0 END
            """
        ),
        (
            "is not in the books as far as it is",
            """
            SELECT kind || ' ' || number FROM outgoing
                LEFT JOIN account ON account.name = 'outgoing:' || number
            WHERE coalesce(balance, 0)
                != CASE WHEN state IN ('due', 'sent', 'stopped') THEN -amount ELSE 0 END
            """
        ),
        (
            "has money for nothing",
            """
            SELECT 'the account ' || name FROM account WHERE balance != 0
                AND name NOT IN ('wallet', 'fees')
                AND name NOT IN (SELECT 'user:' || id FROM user)
                AND name NOT IN (SELECT 'held:' || transfer FROM deposit)
                AND name NOT IN (SELECT 'outgoing:' || number FROM outgoing)
            """
        ),
        (
            "is to go back, and does not",
            """
            SELECT 'the deposit ' || transfer FROM deposit WHERE state = 'refunded'
                AND NOT EXISTS (SELECT 1 FROM outgoing WHERE outgoing.deposit = transfer
                    AND outgoing.state != 'failed')
            """
        ),
    ]

    /// What does not add up, in words; at most ten of a kind.
    func findings() throws(StoreError) -> [String] {
        var findings: [String] = []
        for check in Self.checks {
            let query = try connection.prepare(check.query + " LIMIT 10")
            findings += try query.rows { "\($0.text(at: 0)) \(check.problem)" }
        }
        for (user, locked) in try balances.locked() {
            let balance = -(try journal.balance(of: .user(user)))
            guard balance < locked else { continue }
            findings.append("\(user) has \(balance), and \(locked) is to stand for bids")
        }
        return findings
    }

    /// Makes sure that everything adds up.
    ///
    /// - Throws: `StoreError` that ends the market otherwise.
    func run() throws(StoreError) {
        let findings = try findings()
        guard findings.isEmpty else {
            throw journal.damage(findings.joined(separator: "; "))
        }
    }
}
