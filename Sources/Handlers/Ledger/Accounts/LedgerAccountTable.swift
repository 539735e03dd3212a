import Store
import Topics

/// Whose money is where.
struct LedgerAccountTable {
    private let select: Statement
    private let list: Statement
    private let insert: Statement
    private let setCredit: Statement
    private let change: Statement

    init(_ connection: Connection) throws(StoreError) {
        let columns = "SELECT number, address, credit, balance, opened_at FROM account"
        select = try connection.prepare("\(columns) WHERE address = ?")
        list = try connection.prepare("\(columns) WHERE number > ? ORDER BY number LIMIT ?")
        insert = try connection.prepare(
            """
            INSERT INTO account (address, balance, opened_at) VALUES (?, 0, ?)
            ON CONFLICT (address) DO NOTHING
            """)
        setCredit = try connection.prepare(
            "UPDATE account SET credit = ?1, balance = balance + ?1 WHERE address = ?2")
        change = try connection.prepare(
            "UPDATE account SET balance = balance + ? WHERE address = ?")
    }

    /// The account of an address; nil when there is none.
    func find(_ address: String) throws(StoreError) -> LedgerAccount? {
        try select.bind(address, at: 1)
        return try select.firstRow(Self.read)
    }

    /// Accounts in the order in which they were opened.
    func list(after number: Int64, limit: Int64) throws(StoreError) -> [LedgerAccount] {
        try list.bind(number, at: 1)
        try list.bind(limit, at: 2)
        return try list.rows(Self.read)
    }

    /// Opens an account without money, unless there is one.
    func open(_ address: String, at now: Timestamp) throws(StoreError) {
        try insert.bind(address, at: 1)
        try insert.bind(now.microseconds, at: 2)
        try insert.run()
    }

    /// Gives an account, which never was given any, the money that it begins with.
    func credit(_ address: String, _ amount: Int64) throws(StoreError) {
        try setCredit.bind(amount, at: 1)
        try setCredit.bind(address, at: 2)
        try setCredit.run()
    }

    /// Adds to what an account has, or takes from it.
    func change(_ address: String, by amount: Int64) throws(StoreError) {
        try change.bind(amount, at: 1)
        try change.bind(address, at: 2)
        try change.run()
    }

    private static func read(_ row: Statement) throws(StoreError) -> LedgerAccount {
        LedgerAccount(
            number: row.integer(at: 0), address: row.text(at: 1),
            credit: row.integerIfPresent(at: 2), balance: row.integer(at: 3),
            openedAt: Timestamp(microseconds: row.integer(at: 4)))
    }
}
