import Store
import Topics

/// What moves and has moved between accounts.
struct LedgerTransferTable {
    private let connection: Connection
    private let select: Statement
    private let selectNumber: Statement
    private let list: Statement
    private let listOfAddress: Statement
    private let due: Statement
    private let next: Statement
    private let last: Statement
    private let outputs: Statement
    private let insert: Statement
    private let insertOutput: Statement
    private let settle: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        let columns = """
            SELECT number, id, payer, state, is_failing, sent_at, settles_at, settled_at
            FROM transfer
            """
        select = try connection.prepare("\(columns) WHERE id = ?")
        selectNumber = try connection.prepare("\(columns) WHERE number = ?")
        list = try connection.prepare("\(columns) WHERE number > ? ORDER BY number LIMIT ?")
        listOfAddress = try connection.prepare(
            """
            \(columns) WHERE number IN (
                SELECT number FROM transfer WHERE payer = ?3 AND number > ?1
                UNION SELECT transfer FROM transfer_output WHERE payee = ?3 AND transfer > ?1
            ) ORDER BY number LIMIT ?2
            """)
        due = try connection.prepare(
            """
            \(columns) WHERE state = 'pending' AND settles_at <= ?
            ORDER BY settles_at, number LIMIT ?
            """)
        next = try connection.prepare(
            "SELECT min(settles_at) FROM transfer WHERE state = 'pending'")
        last = try connection.prepare("SELECT max(number) FROM transfer")
        outputs = try connection.prepare(
            "SELECT payee, amount FROM transfer_output WHERE transfer = ? ORDER BY place")
        insert = try connection.prepare(
            """
            INSERT INTO transfer (id, payer, amount, state, is_failing, sent_at, settles_at)
            VALUES (?, ?, ?, 'pending', ?, ?, ?)
            """)
        insertOutput = try connection.prepare(
            "INSERT INTO transfer_output (transfer, place, payee, amount) VALUES (?, ?, ?, ?)")
        settle = try connection.prepare(
            "UPDATE transfer SET state = ?, settled_at = ? WHERE number = ?")
    }

    /// The transfer of an id; nil when there is none.
    func find(_ id: String) throws(StoreError) -> LedgerTransfer? {
        try select.bind(id, at: 1)
        return try select.firstRow(read)
    }

    /// The transfer of a number; nil when there is none.
    func find(number: Int64) throws(StoreError) -> LedgerTransfer? {
        try selectNumber.bind(number, at: 1)
        return try selectNumber.firstRow(read)
    }

    /// Transfers in the order in which they were sent: all of them, or those that an address pays or gets.
    func list(
        of address: String?, after number: Int64, limit: Int64
    ) throws(StoreError) -> [LedgerTransfer] {
        let statement = address == nil ? list : listOfAddress
        try statement.bind(number, at: 1)
        try statement.bind(limit, at: 2)
        if let address { try statement.bind(address, at: 3) }
        return try statement.rows(read)
    }

    /// The transfers that are to be settled by now, the earliest first.
    func due(at now: Timestamp, limit: Int) throws(StoreError) -> [LedgerTransfer] {
        try due.bind(now.microseconds, at: 1)
        try due.bind(limit, at: 2)
        return try due.rows(read)
    }

    /// When the next transfer is to be settled; nil while none is under way.
    var nextSettling: Timestamp? {
        get throws(StoreError) {
            let time = try next.firstRow { $0.integerIfPresent(at: 0) } ?? nil
            return time.map { Timestamp(microseconds: $0) }
        }
    }

    /// An id that no transfer has.
    func unusedID(of ledger: String) throws(StoreError) -> String {
        var number = try last.firstRow { $0.integer(at: 0) } ?? 0
        while true {
            number += 1
            let id = "\(ledger)-\(number)"
            if try find(id) == nil { return id }
        }
    }

    /// Writes down a transfer whose money has left the payer.
    func add(
        _ order: LedgerOrder, id: String, at now: Timestamp, settlesAt: Timestamp, isFailing: Bool
    )
        throws(StoreError)
    {
        try insert.bind(id, at: 1)
        try insert.bind(order.payer, at: 2)
        try insert.bind(order.amount, at: 3)
        try insert.bind(isFailing, at: 4)
        try insert.bind(now.microseconds, at: 5)
        try insert.bind(settlesAt.microseconds, at: 6)
        try insert.run()
        let number = connection.lastInsertedRow
        for (place, output) in order.outputs.enumerated() {
            try insertOutput.bind(number, at: 1)
            try insertOutput.bind(place, at: 2)
            try insertOutput.bind(output.payee, at: 3)
            try insertOutput.bind(output.amount, at: 4)
            try insertOutput.run()
        }
    }

    /// Writes down what has become of a transfer.
    func settle(
        _ number: Int64, as state: LedgerTransfer.State, at now: Timestamp
    ) throws(StoreError) {
        try settle.bind(state.rawValue, at: 1)
        try settle.bind(now.microseconds, at: 2)
        try settle.bind(number, at: 3)
        try settle.run()
    }

    private func read(_ row: Statement) throws(StoreError) -> LedgerTransfer {
        guard let state = LedgerTransfer.State(rawValue: row.text(at: 3)) else {
            throw .damaged(
                "the transfer \(row.text(at: 1)) is \(row.text(at: 3))", path: connection.path)
        }
        let number = row.integer(at: 0)
        try outputs.bind(number, at: 1)
        let outputs = try outputs.rows { row in
            LedgerOutput(payee: row.text(at: 0), amount: row.integer(at: 1))
        }
        return LedgerTransfer(
            number: number, id: row.text(at: 1), payer: row.text(at: 2), outputs: outputs,
            state: state, isFailing: row.boolean(at: 4),
            sentAt: Timestamp(microseconds: row.integer(at: 5)),
            settlesAt: Timestamp(microseconds: row.integer(at: 6)),
            settledAt: row.integerIfPresent(at: 7).map { Timestamp(microseconds: $0) })
    }
}
