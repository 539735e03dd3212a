package import MarketEngine
package import Store
import Topics

/// Reads what a session is computed from: today and in ten years the same, to the last digit.
package struct SessionInputReader {
    private let readings: ReadingTable
    private let path: String
    private let selectSession: Statement
    private let selectResources: Statement
    private let selectBids: Statement

    init(_ connection: Connection, _ readings: ReadingTable) throws(StoreError) {
        self.readings = readings
        path = connection.path
        selectSession = try connection.prepare(
            """
            SELECT parameters, weights, price, seed, launched_at, last_reading
            FROM session WHERE number = ?
            """)
        // One that is retired at the very moment of the launch is part of it: whichever came first.
        selectResources = try connection.prepare(
            """
            SELECT number, id, user FROM resource
            WHERE kind = 'measurements' AND (retired_at IS NULL OR retired_at >= ?)
            ORDER BY number
            """)
        selectBids = try connection.prepare(
            """
            SELECT bid.id, bid.user, resource.id, bid.price, bid.max_payment, bid.gain
            FROM bid JOIN resource ON resource.number = bid.resource
            WHERE bid.session = ? AND bid.state = 'confirmed'
            ORDER BY bid.number
            """)
    }

    /// The input of a session that was launched: its time of launch and its last reading are known.
    ///
    /// - Throws: `StoreError` when the file fails, or what it holds of the session cannot be read.
    package func input(of session: Int64) throws(StoreError) -> SessionInput {
        let head = try head(of: session)
        let bids = try bids(of: session)
        return SessionInput(
            parameters: head.parameters, launch: head.launch, price: head.price,
            weights: head.weights,
            resources: try resources(head, wanted: Set(bids.map(\.resource))), bids: bids,
            seed: head.seed)
    }

    /// One resource of the input of a session that was launched; nil where it has no data in it.
    func resource(_ id: String, of session: Int64) throws(StoreError) -> MarketResource? {
        let head = try head(of: session)
        guard let row = try rows(head).first(where: { $0.id == id }) else { return nil }
        let resource = try resource(row, head)
        return resource.series.values.isEmpty ? nil : resource
    }

    /// What a session's row says.
    private struct Head {
        let parameters: MarketParameters
        let weights: [Double]
        let price: Double
        let seed: UInt32
        let launch: Timestamp
        let lastReading: Int64
    }

    /// What a resource's row says.
    private struct Row {
        let number: Int64
        let id: String
        let user: String
    }

    private func head(of session: Int64) throws(StoreError) -> Head {
        let path = path
        try selectSession.bind(session, at: 1)
        let found = try selectSession.firstRow { row throws(StoreError) -> Head in
            guard let launch = row.integerIfPresent(at: 4),
                let last = row.integerIfPresent(at: 5)
            else { preconditionFailure("session \(session) was not launched") }
            do {
                return Head(
                    parameters: try JSONValue(parsing: row.text(at: 0)).decode(),
                    weights: try JSONValue(parsing: row.text(at: 1)).decode(),
                    price: row.double(at: 2), seed: UInt32(truncatingIfNeeded: row.integer(at: 3)),
                    launch: Timestamp(microseconds: launch), lastReading: last)
            } catch {
                throw .damaged(
                    "the parameters of session \(session) cannot be read: \(error)", path: path)
            }
        }
        guard let found else { preconditionFailure("there is no session \(session)") }
        return found
    }

    /// The resources with data; without any only those that bids are for, which get to know it.
    ///
    /// A resource that came after the launch has no reading that counts, and no bid.
    private func resources(
        _ head: Head, wanted: Set<String>
    ) throws(StoreError) -> [MarketResource] {
        var resources: [MarketResource] = []
        for row in try rows(head) {
            let resource = try resource(row, head)
            guard !resource.series.values.isEmpty || wanted.contains(row.id) else { continue }
            resources.append(resource)
        }
        return resources
    }

    private func rows(_ head: Head) throws(StoreError) -> [Row] {
        try selectResources.bind(head.launch.microseconds, at: 1)
        return try selectResources.rows { row in
            Row(number: row.integer(at: 0), id: row.text(at: 1), user: row.text(at: 2))
        }
    }

    private func resource(_ row: Row, _ head: Head) throws(StoreError) -> MarketResource {
        // Older hours are not looked at.
        let hour = Hour(containing: head.launch).number
        let start = Hour(hour - head.parameters.historyHours + 1).start
        let known = try readings.readings(
            of: row.number, from: start, to: head.launch, newest: head.lastReading)
        let series = HourlySeries(known.map(\.power), until: head.launch)
        return MarketResource(id: row.id, owner: row.user, series: series)
    }

    private func bids(of session: Int64) throws(StoreError) -> [MarketBid] {
        try selectBids.bind(session, at: 1)
        return try selectBids.rows { row in
            guard let gain = GainFunction(rawValue: row.text(at: 5)) else {
                preconditionFailure("the file holds the three functions only")
            }
            return MarketBid(
                id: row.text(at: 0), bidder: row.text(at: 1), resource: row.text(at: 2),
                price: Int(row.integer(at: 3)), maxPayment: Int(row.integer(at: 4)), gain: gain)
        }
    }
}
