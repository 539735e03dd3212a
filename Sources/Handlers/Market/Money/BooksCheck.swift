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

    /// How many of the last entries are read again when a file is opened: those before were read at
    /// earlier openings, and none has changed since, for the file refuses that.
    static let readAgain: Int64 = 10_000

    /// Every query finds the rows that are wrong, with what is wrong with them.
    private static func checks(after entry: Int64) -> [(problem: String, query: String)] {
        [
            (
                "does not add up to zero",
                """
                SELECT 'entry ' || entry.number FROM entry
                    LEFT JOIN posting ON posting.entry = entry.number
                WHERE entry.number > \(entry)
                GROUP BY entry.number HAVING coalesce(sum(posting.amount), 1) != 0
                """
            ),
            (
                "has another balance than the postings before it make",
                """
                SELECT 'posting ' || number FROM (
                    SELECT number, balance, sum(amount) OVER account AS change,
                        first_value(balance - amount) OVER account AS former
                    FROM posting INDEXED BY postings_of_entry WHERE entry > \(entry)
                    WINDOW account AS (PARTITION BY account ORDER BY number))
                WHERE balance != former + change OR (\(entry) = 0 AND former != 0)
                """
            ),
        ]
    }

    /// The same for what holds at any time.
    private static let checks: [(problem: String, query: String)] = [
        (
            "is what all postings add up to, and not zero",
            "SELECT sum(amount) FROM posting HAVING sum(amount) != 0"
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

    /// What does not add up after an entry, in words; at most ten of a kind.
    func findings(after entry: Int64 = 0) throws(StoreError) -> [String] {
        var findings: [String] = []
        for check in Self.checks(after: entry) + Self.checks {
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

    /// Makes sure that everything adds up, as far as it may have changed since the file was opened last.
    ///
    /// - Throws: `StoreError` that ends the market otherwise.
    func run() throws(StoreError) {
        let findings = try findings(after: max(0, journal.lastEntry - Self.readAgain))
        guard findings.isEmpty else {
            throw journal.damage(findings.joined(separator: "; "))
        }
    }
}
