package import Store
import Topics

/// All that a market remembers, in one file: a table, or a few that belong together, each in a type of its own.
package struct MarketStore {
    /// The file.
    package let connection: Connection
    /// Who takes part.
    let users: UserTable
    /// Where their money comes from and goes to.
    let wallets: WalletTable
    /// What is measured, and forecast.
    let resources: ResourceTable
    /// What was measured.
    package let readings: ReadingTable
    /// What sessions are computed from.
    package let inputs: SessionInputReader
    /// What sessions have brought.
    package let results: ResultTable
    /// All sessions.
    let sessions: SessionTable
    /// All bids.
    let bids: BidTable
    /// What was answered to requests that may come again.
    let answers: AnswerTable
    /// What has happened and is not on the bus yet.
    package let events: EventTable
    /// The books.
    let journal: Journal
    /// What came from outside.
    let deposits: DepositTable
    /// What goes out.
    let outgoing: OutgoingTable
    /// What users have.
    let balances: BalanceTable

    /// The market of a file, which is made where there is none.
    ///
    /// - Throws: `StoreError` when the file cannot be used.
    package init(_ connection: Connection) throws(StoreError) {
        try MarketMigrations.all.migrate(connection)
        self.connection = connection
        users = try UserTable(connection)
        wallets = try WalletTable(connection)
        resources = try ResourceTable(connection)
        readings = try ReadingTable(connection)
        inputs = try SessionInputReader(connection, readings)
        results = try ResultTable(connection)
        sessions = try SessionTable(connection)
        bids = try BidTable(connection)
        answers = try AnswerTable(connection)
        events = try EventTable(connection)
        journal = try Journal(connection)
        deposits = try DepositTable(connection)
        outgoing = try OutgoingTable(connection)
        balances = try BalanceTable(connection)
        try nameMarket()
        try BooksCheck(self).run()
    }

    /// What this market is called in the ids of its transfers: 16 random hexadecimal digits.
    package var name: String {
        get throws(StoreError) {
            let query = try connection.prepare("SELECT name FROM market WHERE id = 0")
            guard let name = try query.firstRow({ $0.text(at: 0) }) else {
                preconditionFailure("a market is named when its file is opened")
            }
            return name
        }
    }

    private func nameMarket() throws(StoreError) {
        let statement = try connection.prepare(
            "INSERT OR IGNORE INTO market (id, name) VALUES (0, ?)")
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        try statement.bind(
            String(repeating: "0", count: 16 - digits.count) + digits, at: 1)
        try statement.run()
    }
}
