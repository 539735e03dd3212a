package import Store
import Topics

/// What has happened and is not on the bus yet: written with what it tells of, removed when it is published.
package struct LedgerEventTable {
    private let connection: Connection
    private let transfers: LedgerTransferTable
    private let insert: Statement
    private let select: Statement
    private let remove: Statement

    init(_ connection: Connection, _ transfers: LedgerTransferTable) throws(StoreError) {
        self.connection = connection
        self.transfers = transfers
        insert = try connection.prepare("INSERT INTO event (kind, transfer, at) VALUES (?, ?, ?)")
        select = try connection.prepare(
            "SELECT number, kind, transfer, at FROM event ORDER BY number LIMIT ?")
        remove = try connection.prepare("DELETE FROM event WHERE number = ?")
    }

    /// Writes down what has become of the transfer of a number, which never changes again.
    func add(
        _ kind: LedgerEvent.Kind, of transfer: Int64, at now: Timestamp
    ) throws(StoreError) {
        try insert.bind(kind.rawValue, at: 1)
        try insert.bind(transfer, at: 2)
        try insert.bind(now.microseconds, at: 3)
        try insert.run()
    }

    /// The events that are not on the bus yet, the oldest first.
    package func unpublished(limit: Int) throws(StoreError) -> [LedgerEvent] {
        try select.bind(limit, at: 1)
        return try select.rows { (row) throws(StoreError) in try read(row) }
    }

    /// The event is on the bus.
    package func remove(_ number: Int64) throws(StoreError) {
        try remove.bind(number, at: 1)
        try remove.run()
    }

    private func read(_ row: Statement) throws(StoreError) -> LedgerEvent {
        let number = row.integer(at: 0)
        guard let kind = LedgerEvent.Kind(rawValue: row.text(at: 1)),
            let transfer = try transfers.find(number: row.integer(at: 2))
        else {
            throw .damaged("the event \(number) is about nothing", path: connection.path)
        }
        var body: JSONObject = [
            "event": .string(kind.rawValue), "number": JSONValue(number),
            "at": .string(Timestamp(microseconds: row.integer(at: 3)).description),
        ]
        for (key, value) in transfer.members { body[key] = value }
        return LedgerEvent(
            number: number, kind: kind, transfer: transfer.id, payer: transfer.payer,
            body: .object(body))
    }
}
