import Store
import Topics

/// The lists of what has happened to money.
struct MoneyLists {
    private let connection: Connection
    private let outgoing: OutgoingTable

    init(_ store: MarketStore) {
        connection = store.connection
        outgoing = store.outgoing
    }

    /// What the account of a user, or those of all users, have seen.
    func transactions(
        of user: String?, session: Int64?, _ page: ListPage
    ) throws(StoreError) -> [Transaction] {
        let accounts =
            user == nil
            ? "posting.account > 'user:' AND posting.account < 'user;'" : "posting.account = ?1"
        let query = try connection.prepare(
            """
            SELECT posting.number, substr(posting.account, 6), entry.kind, -posting.amount,
                -posting.balance, entry.at, entry.session, bid.id, resource.id, entry.reference
            FROM posting JOIN entry ON entry.number = posting.entry
                LEFT JOIN bid ON bid.number = entry.bid
                LEFT JOIN resource ON resource.number = posting.resource
            WHERE \(accounts) AND posting.number > ?2 AND (?3 IS NULL OR entry.session = ?3)
            ORDER BY posting.number LIMIT ?4
            """)
        if let user { try query.bind(Account.user(user).description, at: 1) }
        try query.bind(page.after, at: 2)
        try query.bind(session, at: 3)
        try query.bind(page.limit + 1, at: 4)
        return try query.rows { row throws(StoreError) in
            guard let kind = EntryKind(rawValue: row.text(at: 2)) else {
                throw .damaged("no entry is called \(row.text(at: 2))", path: connection.path)
            }
            let isPayout = kind == .payout || kind == .payoutFailed
            return Transaction(
                number: row.integer(at: 0), user: row.text(at: 1), kind: kind,
                amount: row.integer(at: 3), balance: row.integer(at: 4),
                at: Timestamp(microseconds: row.integer(at: 5)),
                session: row.integerIfPresent(at: 6), bid: row.textIfPresent(at: 7),
                resource: row.textIfPresent(at: 8),
                payout: isPayout ? Int64(row.text(at: 9)) : nil)
        }
    }

    /// What sessions meant to a user, or to all users: the deposits of bids, payments and revenues.
    ///
    /// The limit of the page is one of sessions; `number` of a row is that of its session.
    func sessions(
        of user: String?, session: Int64?, byResource: Bool, _ page: ListPage
    ) throws(StoreError) -> [SessionBalance] {
        let accounts =
            user == nil
            ? "posting.account > 'user:' AND posting.account < 'user;'" : "posting.account = ?1"
        let from = """
            FROM posting JOIN entry ON entry.number = posting.entry
            WHERE \(accounts) AND entry.session > ?2 AND (?3 IS NULL OR entry.session = ?3)
            """
        let resource = byResource ? "resource.id" : "NULL"
        let query = try connection.prepare(
            """
            WITH row AS (
                SELECT entry.session AS session, substr(posting.account, 6) AS user,
                    posting.resource AS resource, entry.kind AS kind, posting.amount AS amount
                \(from) AND entry.session IN (
                    SELECT DISTINCT entry.session \(from) ORDER BY entry.session LIMIT ?4))
            SELECT session, row.user, \(resource) AS resource_id,
                coalesce(sum(CASE row.kind WHEN 'claim' THEN -row.amount END), 0),
                coalesce(sum(CASE WHEN row.kind = 'payment' AND row.amount > 0 THEN row.amount END), 0),
                coalesce(sum(CASE WHEN row.kind = 'payment' AND row.amount < 0 THEN -row.amount END), 0)
            FROM row LEFT JOIN resource ON resource.number = row.resource
            GROUP BY session, row.user, resource_id ORDER BY session, row.user, resource_id
            """)
        if let user { try query.bind(Account.user(user).description, at: 1) }
        try query.bind(page.after, at: 2)
        try query.bind(session, at: 3)
        try query.bind(page.limit + 1, at: 4)
        return try query.rows { row in
            SessionBalance(
                session: row.integer(at: 0), user: row.text(at: 1),
                resource: row.textIfPresent(at: 2), deposit: row.integer(at: 3),
                payment: row.integer(at: 4), revenue: row.integer(at: 5))
        }
    }

    /// What the market has kept of each session.
    func fees(
        session: Int64?, _ page: ListPage
    ) throws(StoreError) -> [(session: Int64, amount: Int64)] {
        let query = try connection.prepare(
            """
            SELECT entry.session, -sum(posting.amount)
            FROM posting JOIN entry ON entry.number = posting.entry
            WHERE posting.account = 'fees' AND entry.kind = 'payment' AND entry.session > ?1
                AND (?2 IS NULL OR entry.session = ?2)
            GROUP BY entry.session ORDER BY entry.session LIMIT ?3
            """)
        try query.bind(page.after, at: 1)
        try query.bind(session, at: 2)
        try query.bind(page.limit + 1, at: 3)
        return try query.rows { (session: $0.integer(at: 0), amount: $0.integer(at: 1)) }
    }

    /// What goes out to a user, or to all users.
    func outgoing(
        _ kind: Outgoing.Kind, of user: String?, state: Outgoing.State?, _ page: ListPage
    ) throws(StoreError) -> [Outgoing] {
        let owner =
            switch kind {
            case .payout: "outgoing.user"
            case .refund:
                """
                (SELECT bid.user FROM deposit JOIN bid ON bid.number = deposit.bid
                    WHERE deposit.transfer = outgoing.deposit)
                """
            case .withdrawal: "NULL"
            }
        let query = try connection.prepare(
            """
            SELECT \(OutgoingTable.columns) FROM outgoing
            WHERE kind = ?1 AND number > ?2 AND (?3 IS NULL OR \(owner) = ?3)
                AND (?4 IS NULL OR state = ?4)
            ORDER BY number LIMIT ?5
            """)
        try query.bind(kind.rawValue, at: 1)
        try query.bind(page.after, at: 2)
        try query.bind(user, at: 3)
        try query.bind(state?.rawValue, at: 4)
        try query.bind(page.limit + 1, at: 5)
        return try query.rows(outgoing.read)
    }

    /// Those that are stopped, and those that are not confirmed because of something: at most a hundred.
    func troubled() throws(StoreError) -> [Outgoing] {
        let query = try connection.prepare(
            """
            SELECT \(OutgoingTable.columns) FROM outgoing
            WHERE state = 'stopped' OR (ask_at IS NOT NULL AND trouble IS NOT NULL)
            ORDER BY number LIMIT 100
            """)
        return try query.rows(outgoing.read)
    }
}
