import Store

/// What goes wrong on purpose, also after a restart.
struct LedgerFaultTable {
    private let connection: Connection
    private let select: Statement
    private let update: Statement
    private let fail: Statement
    private let lose: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        select = try connection.prepare(
            "SELECT confirm_after, failing_transfers, lost_replies, is_silent FROM fault")
        update = try connection.prepare(
            """
            UPDATE fault
            SET confirm_after = ?, failing_transfers = ?, lost_replies = ?, is_silent = ?
            """)
        fail = try connection.prepare(
            """
            UPDATE fault SET failing_transfers = failing_transfers - 1
            WHERE failing_transfers > 0
            """)
        lose = try connection.prepare(
            "UPDATE fault SET lost_replies = lost_replies - 1 WHERE lost_replies > 0")
    }

    /// What goes wrong now.
    var current: LedgerFaults {
        get throws(StoreError) {
            try select.firstRow { row in
                LedgerFaults(
                    confirmAfter: row.integerIfPresent(at: 0).map { .microseconds($0) },
                    failingTransfers: row.integer(at: 1), lostReplies: row.integer(at: 2),
                    isSilent: row.boolean(at: 3))
            } ?? LedgerFaults()
        }
    }

    /// Says what goes wrong from now on.
    func set(_ faults: LedgerFaults) throws(StoreError) {
        try update.bind(faults.confirmAfter.map { Int64($0 / .microseconds(1)) }, at: 1)
        try update.bind(faults.failingTransfers, at: 2)
        try update.bind(faults.lostReplies, at: 3)
        try update.bind(faults.isSilent, at: 4)
        try update.run()
    }

    /// Whether the transfer that is sent now fails in the end: then one less will.
    func failTransfer() throws(StoreError) -> Bool {
        try fail.run()
        return connection.changes > 0
    }

    /// Whether the reply that would be sent now is lost: then one less will be.
    func loseReply() throws(StoreError) -> Bool {
        try lose.run()
        return connection.changes > 0
    }
}
