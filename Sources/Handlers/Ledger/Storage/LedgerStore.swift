package import Store

/// All that a ledger remembers, in one file: a table, or a few that belong together, each in a type of its own.
package struct LedgerStore {
    /// The file.
    package let connection: Connection
    /// What the ledger is called in the ids that it gives: 16 random hexadecimal digits.
    package let name: String
    /// Whose money is where.
    let accounts: LedgerAccountTable
    /// What moves and has moved.
    let transfers: LedgerTransferTable
    /// All money together.
    let totals: LedgerTotalTable
    /// What goes wrong on purpose.
    let faults: LedgerFaultTable
    /// What has happened and is not on the bus yet.
    package let events: LedgerEventTable

    /// The ledger of a file, which is made where there is none.
    ///
    /// - Throws: `StoreError` when the file cannot be used, or its money does not add up.
    package init(_ connection: Connection) throws(StoreError) {
        try LedgerMigrations.all.migrate(connection)
        self.connection = connection
        accounts = try LedgerAccountTable(connection)
        transfers = try LedgerTransferTable(connection)
        totals = try LedgerTotalTable(connection)
        faults = try LedgerFaultTable(connection)
        events = try LedgerEventTable(connection, transfers)
        name = try Self.name(in: connection)
        try totals.checkEverything()
    }

    private static func name(in connection: Connection) throws(StoreError) -> String {
        let insert = try connection.prepare(
            "INSERT OR IGNORE INTO ledger (id, name) VALUES (0, ?)")
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        try insert.bind(String(repeating: "0", count: 16 - digits.count) + digits, at: 1)
        try insert.run()
        let query = try connection.prepare("SELECT name FROM ledger WHERE id = 0")
        guard let name = try query.firstRow({ $0.text(at: 0) }) else {
            preconditionFailure("a ledger is named when its file is opened")
        }
        return name
    }
}
