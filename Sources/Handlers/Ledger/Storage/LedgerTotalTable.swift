import Store

/// All money of a ledger together, which triggers of the file keep up to date with every row.
struct LedgerTotalTable {
    private let connection: Connection
    private let select: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        select = try connection.prepare("SELECT credited, held, moving FROM total WHERE id = 0")
    }

    /// All money together.
    var current: LedgerTotals {
        get throws(StoreError) { try read(select) }
    }

    /// Makes sure that the money adds up, from the sums that are kept.
    func check() throws(StoreError) {
        let totals = try current
        guard totals.addUp else { throw doNotAddUp(totals, "") }
    }

    /// Makes sure that the money adds up, from every row.
    func checkEverything() throws(StoreError) {
        let counted = try read(
            connection.prepare(
                """
                SELECT (SELECT coalesce(sum(credit), 0) FROM account),
                    (SELECT coalesce(sum(balance), 0) FROM account),
                    (SELECT coalesce(sum(amount), 0) FROM transfer WHERE state = 'pending')
                """))
        guard counted.addUp, try counted == current else {
            throw doNotAddUp(counted, ", counted row by row")
        }
    }

    private func read(_ statement: Statement) throws(StoreError) -> LedgerTotals {
        let totals = try statement.firstRow { row in
            LedgerTotals(
                credited: row.integer(at: 0), held: row.integer(at: 1), moving: row.integer(at: 2))
        }
        guard let totals else {
            throw .damaged("the ledger has no row of totals", path: connection.path)
        }
        return totals
    }

    private func doNotAddUp(_ totals: LedgerTotals, _ how: String) -> StoreError {
        .damaged(
            "the ledger does not add up: credited \(totals.credited), held \(totals.held), "
                + "moving \(totals.moving)\(how)",
            path: connection.path)
    }
}
