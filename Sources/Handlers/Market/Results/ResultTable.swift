package import MarketEngine
package import Store
import Topics

/// What finished sessions have brought: outcomes of bids, revenues of resources, forecasts.
package struct ResultTable {
    private let connection: Connection
    private let selectBid: Statement
    private let selectResource: Statement
    private let insertOutcome: Statement
    private let insertRevenue: Statement
    private let insertForecast: Statement
    private let selectOutcome: Statement
    private let selectLast: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        selectBid = try connection.prepare(
            "SELECT number, session, user FROM bid WHERE id = ?")
        selectResource = try connection.prepare("SELECT number FROM resource WHERE id = ?")
        insertOutcome = try connection.prepare("INSERT INTO outcome (bid, document) VALUES (?, ?)")
        insertRevenue = try connection.prepare(
            "INSERT INTO revenue (session, resource, user, amount) VALUES (?, ?, ?, ?)")
        insertForecast = try connection.prepare(
            """
            INSERT INTO forecast (session, resource, user, at, value, lower, median, upper)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        selectOutcome = try connection.prepare("\(Self.outcomes) WHERE bid.number = ?")
        selectLast = try connection.prepare(
            """
            SELECT number, mode FROM session
            WHERE state = 'finished' AND launched_at IS NOT NULL AND failure IS NULL
            ORDER BY number DESC LIMIT 1
            """)
    }

    /// Keeps what a session brought, once.
    ///
    /// - Throws: `StoreError` when the file fails, or the result is of another session.
    package func store(_ result: SessionResult, of session: Int64) throws(StoreError) {
        for outcome in result.outcomes {
            let resource = try number(outcome.bid.resource, selectResource)
            try insertOutcome.bind(try number(outcome.bid.id, selectBid), at: 1)
            try insertOutcome.bind(try text(of: outcome), at: 2)
            try insertOutcome.run()
            for point in outcome.forecast {
                try insertForecast.bind(session, at: 1)
                try insertForecast.bind(resource, at: 2)
                try insertForecast.bind(outcome.bid.bidder, at: 3)
                try insertForecast.bind(point.hour.start.microseconds, at: 4)
                try insertForecast.bind(point.value, at: 5)
                try insertForecast.bind(point.lower, at: 6)
                try insertForecast.bind(point.median, at: 7)
                try insertForecast.bind(point.upper, at: 8)
                try insertForecast.run()
            }
        }
        for revenue in result.revenues {
            try insertRevenue.bind(session, at: 1)
            try insertRevenue.bind(try number(revenue.resource, selectResource), at: 2)
            try insertRevenue.bind(revenue.owner, at: 3)
            try insertRevenue.bind(revenue.revenue, at: 4)
            try insertRevenue.run()
        }
    }

    /// The number, the session and the user of the bid of an id.
    func bid(
        _ id: String
    ) throws(StoreError) -> (number: Int64, session: Int64, user: String)? {
        try selectBid.bind(id, at: 1)
        return try selectBid.firstRow { ($0.integer(at: 0), $0.integer(at: 1), $0.text(at: 2)) }
    }

    /// What a session brought for the bid of this number; nil as long as it was not computed.
    func outcome(ofBid number: Int64) throws(StoreError) -> StoredOutcome? {
        try selectOutcome.bind(number, at: 1)
        return try selectOutcome.firstRow(outcome)
    }

    /// Outcomes by the number of their bid, of one user or of all, of one session or of all.
    func outcomes(
        of user: String?, session: Int64?, _ page: ListPage
    ) throws(StoreError) -> [StoredOutcome] {
        var query = ListQuery(Self.outcomes)
        query.require("bid.user", user)
        query.require("bid.session", session)
        return try query.rows(page, by: "bid.number", connection, outcome)
    }

    /// Revenues in the order in which they came.
    func revenues(
        of user: String?, session: Int64?, resource: Int64?, _ page: ListPage
    ) throws(StoreError) -> [StoredRevenue] {
        var query = ListQuery(
            """
            SELECT revenue.number, session, resource.id, revenue.user, amount
            FROM revenue JOIN resource ON resource.number = revenue.resource
            """)
        query.require("revenue.user", user)
        query.require("session", session)
        query.require("resource", resource)
        return try query.rows(page, by: "revenue.number", connection) { row in
            StoredRevenue(
                number: row.integer(at: 0), session: row.integer(at: 1), resource: row.text(at: 2),
                user: row.text(at: 3), amount: row.integer(at: 4))
        }
    }

    /// Forecasts in the order in which they came.
    func forecasts(
        of user: String?, session: Int64?, resource: Int64?, _ page: ListPage
    ) throws(StoreError) -> [StoredForecast] {
        var query = ListQuery(
            """
            SELECT forecast.number, session, resource.id, forecast.user, at, value, lower, median,
                upper
            FROM forecast JOIN resource ON resource.number = forecast.resource
            """)
        query.require("forecast.user", user)
        query.require("session", session)
        query.require("resource", resource)
        return try query.rows(page, by: "forecast.number", connection, Self.forecast)
    }

    /// The last session that was computed, and by which formulas.
    func lastComputed() throws(StoreError) -> (session: Int64, mode: MarketMode)? {
        try selectLast.firstRow { row in (row.integer(at: 0), Self.mode(row.text(at: 1))) }
    }

    private static let outcomes = """
        SELECT bid.number, bid.session, session.mode, outcome.document
        FROM bid JOIN outcome ON outcome.bid = bid.number
            JOIN session ON session.number = bid.session
        """

    private func outcome(_ row: Statement) throws(StoreError) -> StoredOutcome {
        let number = row.integer(at: 0)
        do {
            return StoredOutcome(
                bid: number, session: row.integer(at: 1), mode: Self.mode(row.text(at: 2)),
                outcome: try JSONValue(parsing: row.text(at: 3)).decode())
        } catch {
            throw .damaged(
                "the outcome of bid \(number) cannot be read: \(error)", path: connection.path)
        }
    }

    private static func forecast(_ row: Statement) -> StoredForecast {
        let hasQuantiles = !row.isNull(at: 7)
        return StoredForecast(
            number: row.integer(at: 0), session: row.integer(at: 1), resource: row.text(at: 2),
            user: row.text(at: 3), time: Timestamp(microseconds: row.integer(at: 4)),
            value: row.double(at: 5),
            quantiles: hasQuantiles
                ? (row.double(at: 6), row.double(at: 7), row.double(at: 8)) : nil)
    }

    private static func mode(_ word: String) -> MarketMode {
        guard let mode = MarketMode(rawValue: word) else {
            preconditionFailure("the file holds the two modes only")
        }
        return mode
    }

    private func number(_ id: String, _ select: Statement) throws(StoreError) -> Int64 {
        try select.bind(id, at: 1)
        guard let number = try select.firstRow({ $0.integer(at: 0) }) else {
            throw .damaged("a result is about \(id), which is not there", path: connection.path)
        }
        return number
    }

    private func text(of outcome: BidOutcome) throws(StoreError) -> String {
        do {
            return try JSONValue(encoding: outcome).text()
        } catch {
            throw .damaged(
                "the outcome of bid \(outcome.bid.id) cannot be written: \(error)",
                path: connection.path)
        }
    }
}
