package import Store
import Topics

/// What has happened and is not on the bus yet: written with what it tells of, removed when it is published.
package struct EventTable {
    private let insert: Statement
    private let select: Statement
    private let remove: Statement

    init(_ connection: Connection) throws(StoreError) {
        insert = try connection.prepare("INSERT INTO event (kind, body, at) VALUES (?, ?, ?)")
        select = try connection.prepare(
            "SELECT number, kind, body, at FROM event WHERE number > ? ORDER BY number LIMIT ?")
        remove = try connection.prepare("DELETE FROM event WHERE number = ?")
    }

    /// Writes down what has happened.
    func add(
        _ kind: MarketEvent.Kind, _ details: JSONObject, at now: Timestamp
    ) throws(StoreError) {
        try insert.bind(kind.rawValue, at: 1)
        try insert.bind(JSONValue.object(details).text(), at: 2)
        try insert.bind(now.microseconds, at: 3)
        try insert.run()
    }

    /// The events that are not on the bus yet, the oldest first.
    package func unpublished(
        after number: Int64 = 0, limit: Int
    ) throws(StoreError) -> [MarketEvent] {
        try select.bind(number, at: 1)
        try select.bind(limit, at: 2)
        return try select.rows { row in
            let number = row.integer(at: 0)
            let time = Timestamp(microseconds: row.integer(at: 3))
            let start = #"{"event":"\#(row.text(at: 1))","number":\#(number),"at":"\#(time)""#
            let details = row.text(at: 2).dropFirst()
            return MarketEvent(
                number: number, kind: row.text(at: 1),
                body: start + (details == "}" ? "" : ",") + details)
        }
    }

    /// The event is on the bus.
    package func remove(_ number: Int64) throws(StoreError) {
        try remove.bind(number, at: 1)
        try remove.run()
    }
}
