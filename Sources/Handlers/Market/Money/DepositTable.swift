import Store
import Topics

/// What came from outside, each transfer once.
struct DepositTable {
    private let connection: Connection
    private let insert: Statement
    private let select: Statement
    private let change: Statement
    private let selectHeld: Statement
    private let selectWallet: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            """
            INSERT INTO deposit (transfer, payer, wallet, amount, received_at, state, bid)
            VALUES (?, ?, ?, ?, ?, 'held', ?) ON CONFLICT (transfer) DO NOTHING
            """)
        select = try connection.prepare(
            """
            SELECT transfer, payer, wallet, amount, received_at, state, bid FROM deposit
            WHERE transfer = ?
            """)
        change = try connection.prepare(
            "UPDATE deposit SET state = ?, bid = ? WHERE transfer = ? AND state = 'held'")
        selectHeld = try connection.prepare(
            """
            SELECT transfer FROM deposit WHERE state = 'held'
                AND bid IN (SELECT number FROM bid WHERE session <= ?)
            ORDER BY transfer
            """)
        selectWallet = try connection.prepare("SELECT 1 FROM deposit WHERE wallet = ? LIMIT 1")
    }

    /// Whether something has come to an address: it is, or was, the market's.
    func hasCome(to address: String) throws(StoreError) -> Bool {
        try selectWallet.bind(address, at: 1)
        return try selectWallet.firstRow { _ in true } ?? false
    }

    /// Writes down what has come.
    ///
    /// - Returns: whether it was not known.
    func add(_ deposit: Deposit) throws(StoreError) -> Bool {
        try insert.bind(deposit.transfer, at: 1)
        try insert.bind(deposit.payer, at: 2)
        try insert.bind(deposit.wallet, at: 3)
        try insert.bind(deposit.amount, at: 4)
        try insert.bind(deposit.receivedAt.microseconds, at: 5)
        try insert.bind(deposit.bid, at: 6)
        try insert.run()
        return connection.changes > 0
    }

    /// The deposit of a transfer.
    func deposit(_ transfer: String) throws(StoreError) -> Deposit? {
        try select.bind(transfer, at: 1)
        return try select.firstRow { row throws(StoreError) in
            guard let state = Deposit.State(rawValue: row.text(at: 5)) else {
                throw .damaged("no deposit is \(row.text(at: 5))", path: connection.path)
            }
            return Deposit(
                transfer: row.text(at: 0), payer: row.text(at: 1), wallet: row.text(at: 2),
                amount: row.integer(at: 3),
                receivedAt: Timestamp(microseconds: row.integer(at: 4)), state: state,
                bid: row.integer(at: 6))
        }
    }

    /// The deposits that are held for bids of a session and of those before it.
    func held(until session: Int64) throws(StoreError) -> [String] {
        try selectHeld.bind(session, at: 1)
        return try selectHeld.rows { $0.text(at: 0) }
    }

    /// A deposit that is held is used, or goes back.
    func change(_ transfer: String, to state: Deposit.State, bid: Int64) throws(StoreError) {
        try change.bind(state.rawValue, at: 1)
        try change.bind(bid, at: 2)
        try change.bind(transfer, at: 3)
        try change.run()
    }
}
