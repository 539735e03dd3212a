import Store
import Topics

/// The books of the market by double entry: they only grow, and every entry adds up to zero.
///
/// Accounts of what the market owes are below zero, and its wallet at the ledger is above: all balances
/// together are zero at any time.
struct Journal {
    private let connection: Connection
    private let addEntry: Statement
    private let addPosting: Statement
    private let selectBalance: Statement
    private let setBalance: Statement
    private let selectLast: Statement
    private let selectUneven: Statement
    private let selectTouched: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        addEntry = try connection.prepare(
            """
            INSERT INTO entry (kind, reference, session, bid, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (kind, reference) DO NOTHING
            """)
        addPosting = try connection.prepare(
            """
            INSERT INTO posting (entry, account, amount, balance, resource)
            VALUES (?, ?, ?, ?, ?)
            """)
        selectBalance = try connection.prepare("SELECT balance FROM account WHERE name = ?")
        setBalance = try connection.prepare(
            """
            INSERT INTO account (name, balance) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET balance = excluded.balance
            """)
        selectLast = try connection.prepare("SELECT coalesce(max(number), 0) FROM entry")
        selectUneven = try connection.prepare(
            """
            SELECT entry.number, coalesce(sum(posting.amount), 0), count(posting.number)
            FROM entry LEFT JOIN posting ON posting.entry = entry.number
            WHERE entry.number > ? GROUP BY entry.number
            HAVING sum(posting.amount) != 0 OR count(posting.number) = 0
            """)
        selectTouched = try connection.prepare(
            """
            SELECT new.account, sum(new.amount), account.balance,
                coalesce((SELECT old.balance FROM posting AS old
                    WHERE old.account = new.account AND old.entry <= ?1
                    ORDER BY old.number DESC LIMIT 1), 0)
            FROM posting AS new JOIN account ON account.name = new.account
            WHERE new.entry IN (SELECT number FROM entry WHERE number > ?1)
            GROUP BY new.account
            """)
    }

    /// Books an entry.
    ///
    /// - Parameters:
    ///   - kind: What it tells of.
    ///   - reference: What makes it the only one of its kind.
    ///   - postings: What it does to accounts; those of zero are left out.
    /// - Returns: whether it was booked now; false when it was before, or when it moves nothing.
    /// - Throws: `StoreError` that ends the market when the books would not add up.
    func book(
        _ kind: EntryKind, _ reference: String, session: Int64? = nil, bid: Int64? = nil,
        at now: Timestamp, _ postings: [Posting]
    ) throws(StoreError) -> Bool {
        let postings = postings.filter { $0.amount != 0 }
        guard !postings.isEmpty else { return false }
        try checkSum(of: postings, in: "\(kind.rawValue) \(reference)")
        try addEntry.bind(kind.rawValue, at: 1)
        try addEntry.bind(reference, at: 2)
        try addEntry.bind(session, at: 3)
        try addEntry.bind(bid, at: 4)
        try addEntry.bind(now.microseconds, at: 5)
        try addEntry.run()
        guard connection.changes > 0 else { return false }
        let entry = connection.lastInsertedRow
        for posting in postings {
            try add(posting, to: entry)
        }
        return true
    }

    /// What is in an account.
    func balance(of account: Account) throws(StoreError) -> Int64 {
        try balance(of: account.description)
    }

    /// The number of the newest entry; 0 when there is none.
    var lastEntry: Int64 {
        get throws(StoreError) { try selectLast.firstRow { $0.integer(at: 0) } ?? 0 }
    }

    /// Makes sure that every entry after one adds up to zero, and that the accounts have what they had
    /// before and what was booked since.
    ///
    /// - Throws: `StoreError` that ends the market when the books do not add up.
    func check(after entry: Int64) throws(StoreError) {
        guard try lastEntry > entry else { return }
        try selectUneven.bind(entry, at: 1)
        let uneven = try selectUneven.firstRow { "entry \($0.integer(at: 0))" }
        if let uneven { throw damage("the postings of \(uneven) do not add up to zero") }
        try selectTouched.bind(entry, at: 1)
        let wrong = try selectTouched.rows { row in
            row.integer(at: 1) + row.integer(at: 3) == row.integer(at: 2) ? nil : row.text(at: 0)
        }
        if let account = wrong.compactMap({ $0 }).first {
            throw damage("the account \(account) has not what was booked")
        }
    }

    /// The error for books that do not add up.
    func damage(_ detail: String) -> StoreError {
        .damaged("the books do not add up: \(detail)", path: connection.path)
    }

    private func checkSum(of postings: [Posting], in entry: String) throws(StoreError) {
        var sum: Int64 = 0
        for posting in postings {
            let (total, isTooLarge) = sum.addingReportingOverflow(posting.amount)
            guard !isTooLarge else { throw damage("\(entry) is beyond all amounts") }
            sum = total
        }
        guard sum == 0 else { throw damage("\(entry) adds up to \(sum), and not to zero") }
    }

    private func add(_ posting: Posting, to entry: Int64) throws(StoreError) {
        let name = posting.account.description
        let former = try balance(of: name)
        let (balance, isTooLarge) = former.addingReportingOverflow(posting.amount)
        let range = posting.account == .wallet ? 0...Amount.limit : -Amount.limit...0
        guard !isTooLarge, range.contains(balance) else {
            throw damage(
                "\(posting.amount) for the account \(name), which has \(former), is too much")
        }
        try setBalance.bind(name, at: 1)
        try setBalance.bind(balance, at: 2)
        try setBalance.run()
        try addPosting.bind(entry, at: 1)
        try addPosting.bind(name, at: 2)
        try addPosting.bind(posting.amount, at: 3)
        try addPosting.bind(balance, at: 4)
        try addPosting.bind(posting.resource, at: 5)
        try addPosting.run()
    }

    private func balance(of name: String) throws(StoreError) -> Int64 {
        try selectBalance.bind(name, at: 1)
        return try selectBalance.firstRow { $0.integer(at: 0) } ?? 0
    }
}
