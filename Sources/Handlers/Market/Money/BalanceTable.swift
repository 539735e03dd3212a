import Store

/// What users have in the market, and how much of it may leave.
struct BalanceTable {
    private let selectPayable: Statement
    private let selectLocked: Statement
    private let selectAllLocked: Statement
    private let selectTotals: Statement
    private let selectOnTheWay: Statement
    private let selectRefunded: Statement

    /// The deposits of confirmed bids of the session that is not finished.
    private static let locked = """
        SELECT bid.user AS user, sum(bid.max_payment) AS amount
        FROM session CROSS JOIN bid INDEXED BY one_live_bid ON bid.session = session.number
        WHERE session.state != 'finished'
            AND bid.state IN ('placed', 'pending', 'confirmed') AND bid.state = 'confirmed'
        """

    init(_ connection: Connection) throws(StoreError) {
        selectPayable = try connection.prepare(
            """
            WITH locked AS (\(Self.locked) GROUP BY bid.user)
            SELECT wallet.user, -account.balance - coalesce(locked.amount, 0) AS payable,
                wallet.address
            FROM account INDEXED BY accounts_of_users JOIN wallet ON wallet.user = substr(account.name, 6)
                LEFT JOIN locked ON locked.user = wallet.user
            WHERE account.name > 'user:' AND account.name < 'user;'
                AND account.balance <= -?1 AND payable >= ?1
                AND NOT EXISTS (
                    SELECT 1 FROM outgoing WHERE outgoing.user = wallet.user
                        AND outgoing.state IN ('due', 'sent', 'stopped'))
            ORDER BY account.name LIMIT ?2
            """)
        selectLocked = try connection.prepare(Self.locked + " AND bid.user = ?")
        selectAllLocked = try connection.prepare(Self.locked + " GROUP BY bid.user")
        selectTotals = try connection.prepare(
            """
            SELECT coalesce(sum(CASE kind WHEN 'claim' THEN -amount END), 0),
                coalesce(sum(CASE WHEN kind = 'payment' AND amount > 0 THEN amount END), 0),
                coalesce(sum(CASE WHEN kind = 'payment' AND amount < 0 THEN -amount END), 0)
            FROM posting JOIN entry ON entry.number = posting.entry
            WHERE account = ?
            """)
        selectOnTheWay = try connection.prepare(
            """
            SELECT coalesce(sum(CASE WHEN state = 'confirmed' THEN amount END), 0),
                coalesce(sum(CASE WHEN state IN ('due', 'sent', 'stopped') THEN amount END), 0)
            FROM outgoing WHERE user = ?
            """)
        selectRefunded = try connection.prepare(
            """
            SELECT coalesce(sum(outgoing.amount), 0)
            FROM bid JOIN deposit ON deposit.bid = bid.number
                JOIN outgoing ON outgoing.deposit = deposit.transfer
            WHERE bid.user = ? AND outgoing.state != 'failed'
                AND outgoing.state = 'confirmed'
            """)
    }

    /// Users with a wallet of whom so much or more may leave, and nothing is on its way to.
    func payable(
        atLeast least: Int64, limit: Int
    ) throws(StoreError) -> [(user: String, amount: Int64, address: String)] {
        try selectPayable.bind(max(1, least), at: 1)
        try selectPayable.bind(limit, at: 2)
        return try selectPayable.rows { row in
            (user: row.text(at: 0), amount: row.integer(at: 1), address: row.text(at: 2))
        }
    }

    /// Whose money stands for confirmed bids of a session that is not finished, and how much.
    func locked() throws(StoreError) -> [(user: String, amount: Int64)] {
        try selectAllLocked.rows { (user: $0.text(at: 0), amount: $0.integer(at: 1)) }
    }

    /// What a user has.
    func balance(
        of user: String, in journal: Journal
    ) throws(StoreError) -> Balance {
        var balance = Balance(user: user)
        balance.balance = -(try journal.balance(of: .user(user)))
        try selectLocked.bind(user, at: 1)
        balance.locked = try selectLocked.firstRow { $0.integer(at: 1) } ?? 0
        try selectTotals.bind(Account.user(user).description, at: 1)
        _ = try selectTotals.firstRow { row in
            balance.deposited = row.integer(at: 0)
            balance.payments = row.integer(at: 1)
            balance.revenues = row.integer(at: 2)
        }
        try selectOnTheWay.bind(user, at: 1)
        _ = try selectOnTheWay.firstRow { row in
            balance.paidOut = row.integer(at: 0)
            balance.onTheWay = row.integer(at: 1)
        }
        try selectRefunded.bind(user, at: 1)
        balance.refunded = try selectRefunded.firstRow { $0.integer(at: 0) } ?? 0
        return balance
    }
}
