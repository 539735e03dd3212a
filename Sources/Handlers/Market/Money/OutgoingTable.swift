import Store
import Topics

/// What goes out, with how far each is.
struct OutgoingTable {
    private let connection: Connection
    private let insert: Statement
    private let update: Statement
    private let select: Statement
    private let selectPayout: Statement
    private let selectDue: Statement
    private let countAsked: Statement
    private let selectNext: Statement
    private let restart: Statement

    /// The columns of a row, in the order in which `read` takes them.
    static let columns = """
        number, kind, user, deposit, former, attempt, source, address, amount, state, reason,
        trouble, asked, is_refused, tries, ask_at, due_at, sent_at, unanswered_at, settled_at
        """

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            """
            INSERT INTO outgoing (kind, user, deposit, former, attempt, source, address, amount,
                state, reason, ask_at, due_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'due', ?, ?, ?)
            """)
        update = try connection.prepare(
            """
            UPDATE outgoing SET source = ?, address = ?, state = ?, trouble = ?, asked = ?,
                is_refused = ?, tries = ?, ask_at = ?, sent_at = ?, unanswered_at = ?,
                settled_at = ?
            WHERE number = ?
            """)
        select = try connection.prepare(
            "SELECT \(Self.columns) FROM outgoing WHERE number = ?")
        selectPayout = try connection.prepare(
            """
            SELECT \(Self.columns) FROM outgoing
            WHERE user = ? AND state IN ('due', 'sent', 'stopped')
            """)
        selectDue = try connection.prepare(
            """
            SELECT \(Self.columns) FROM outgoing
            WHERE ask_at IS NOT NULL AND ask_at <= ? ORDER BY ask_at, number LIMIT ?
            """)
        countAsked = try connection.prepare(
            "SELECT count(*) FROM outgoing WHERE asked IS NOT NULL")
        selectNext = try connection.prepare(
            """
            SELECT min(ask_at) FROM outgoing
            WHERE ask_at IS NOT NULL AND (asked IS NOT NULL OR ?)
            """)
        restart = try connection.prepare(
            """
            UPDATE outgoing SET ask_at = ?1, asked = NULL,
                unanswered_at = CASE asked WHEN 'send' THEN ?1 ELSE unanswered_at END
            WHERE ask_at IS NOT NULL
            """)
    }

    /// Adds what is to go out, and gives it its number.
    func add(_ row: Outgoing) throws(StoreError) -> Outgoing {
        try insert.bind(row.kind.rawValue, at: 1)
        try insert.bind(row.user, at: 2)
        try insert.bind(row.deposit, at: 3)
        try insert.bind(row.former, at: 4)
        try insert.bind(row.attempt, at: 5)
        try insert.bind(row.source, at: 6)
        try insert.bind(row.address, at: 7)
        try insert.bind(row.amount, at: 8)
        try insert.bind(row.reason, at: 9)
        try insert.bind(row.askAt?.microseconds, at: 10)
        try insert.bind(row.dueAt.microseconds, at: 11)
        try insert.run()
        var row = row
        row.number = connection.lastInsertedRow
        return row
    }

    /// Writes down how far one is.
    func update(_ row: Outgoing) throws(StoreError) {
        try update.bind(row.source, at: 1)
        try update.bind(row.address, at: 2)
        try update.bind(row.state.rawValue, at: 3)
        try update.bind(row.trouble, at: 4)
        try update.bind(row.asked?.rawValue, at: 5)
        try update.bind(row.isRefused, at: 6)
        try update.bind(row.tries, at: 7)
        try update.bind(row.askAt?.microseconds, at: 8)
        try update.bind(row.sentAt?.microseconds, at: 9)
        try update.bind(row.unansweredAt?.microseconds, at: 10)
        try update.bind(row.settledAt?.microseconds, at: 11)
        try update.bind(row.number, at: 12)
        try update.run()
    }

    /// The one of a number.
    func row(_ number: Int64) throws(StoreError) -> Outgoing? {
        try select.bind(number, at: 1)
        return try select.firstRow(read)
    }

    /// The payout to a user that has not ended; there is one at most.
    func payoutUnderWay(to user: String) throws(StoreError) -> Outgoing? {
        try selectPayout.bind(user, at: 1)
        return try selectPayout.firstRow(read)
    }

    /// Those that the ledger is to be asked about, the longest due first.
    func due(at now: Timestamp, limit: Int) throws(StoreError) -> [Outgoing] {
        try selectDue.bind(now.microseconds, at: 1)
        try selectDue.bind(limit, at: 2)
        return try selectDue.rows(read)
    }

    /// About how many the ledger was asked without an answer yet.
    var askedCount: Int {
        get throws(StoreError) { try countAsked.firstRow { Int($0.integer(at: 0)) } ?? 0 }
    }

    /// When the ledger is to be asked next about any, or about those that it was asked about only.
    func nextAsking(onlyAgain: Bool) throws(StoreError) -> Timestamp? {
        try selectNext.bind(!onlyAgain, at: 1)
        let time = try selectNext.firstRow { $0.integerIfPresent(at: 0) } ?? nil
        return time.map { Timestamp(microseconds: $0) }
    }

    /// Nobody will answer what was asked before the market stopped: everything is asked again.
    func restart(at now: Timestamp) throws(StoreError) {
        try restart.bind(now.microseconds, at: 1)
        try restart.run()
    }

    /// The row that a query of `columns` went to.
    func read(_ row: Statement) throws(StoreError) -> Outgoing {
        guard let kind = Outgoing.Kind(rawValue: row.text(at: 1)),
            let state = Outgoing.State(rawValue: row.text(at: 9))
        else {
            throw .damaged(
                "nothing that goes out is \(row.text(at: 1)), \(row.text(at: 9))",
                path: connection.path)
        }
        func time(_ column: Int) -> Timestamp? {
            row.integerIfPresent(at: column).map { Timestamp(microseconds: $0) }
        }
        return Outgoing(
            number: row.integer(at: 0), kind: kind, user: row.textIfPresent(at: 2),
            deposit: row.textIfPresent(at: 3), former: row.integerIfPresent(at: 4),
            attempt: row.integer(at: 5), source: row.text(at: 6), address: row.text(at: 7),
            amount: row.integer(at: 8), state: state, reason: row.textIfPresent(at: 10),
            trouble: row.textIfPresent(at: 11),
            asked: row.textIfPresent(at: 12).flatMap { Outgoing.Asked(rawValue: $0) },
            isRefused: row.boolean(at: 13), tries: row.integer(at: 14), askAt: time(15),
            dueAt: Timestamp(microseconds: row.integer(at: 16)), sentAt: time(17),
            unansweredAt: time(18), settledAt: time(19))
    }
}
