import MarketEngine
import Store
import Topics

/// All sessions, of which one at most is not finished.
struct SessionTable {
    private let connection: Connection
    private let insert: Statement
    private let update: Statement
    private let select: Statement
    private let selectLatest: Statement
    private let selectUnfinished: Statement
    private let selectAfter: Statement
    private let known = ReadTerms()

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            """
            INSERT INTO session (state, mode, price, weights, parameters, seed, staged_at)
            VALUES ('staged', ?, ?, ?, ?, ?, ?)
            """)
        update = try connection.prepare(
            """
            UPDATE session SET state = ?, gate_closure = ?, is_warned = ?, settle_by = ?,
                last_reading = ?, failure = ?, fee = ?, next_price = ?, next_weights = ?,
                opened_at = ?, closed_at = ?, launched_at = ?, finished_at = ?
            WHERE number = ?
            """)
        let rows = """
            SELECT number, state, mode, price, weights, parameters, seed, gate_closure, is_warned,
                settle_by, last_reading, failure, fee, next_price, next_weights, staged_at,
                opened_at, closed_at, launched_at, finished_at
            FROM session
            """
        select = try connection.prepare("\(rows) WHERE number = ?")
        selectLatest = try connection.prepare("\(rows) ORDER BY number DESC LIMIT 1")
        selectUnfinished = try connection.prepare("\(rows) WHERE state != 'finished'")
        selectAfter = try connection.prepare(
            "\(rows) WHERE number > ?1 AND (?2 IS NULL OR state = ?2) ORDER BY number LIMIT ?3")
    }

    /// Stages the next session.
    ///
    /// - Returns: its number.
    func stage(_ terms: SessionTerms, at now: Timestamp) throws(StoreError) -> Int64 {
        try insert.bind(terms.mode.rawValue, at: 1)
        try insert.bind(terms.price, at: 2)
        try insert.bind(Self.text(terms.weights), at: 3)
        try insert.bind(Self.text(terms.parameters), at: 4)
        try insert.bind(Int64(terms.seed), at: 5)
        try insert.bind(now.microseconds, at: 6)
        try insert.run()
        return connection.lastInsertedRow
    }

    /// Writes down how far a session is.
    func save(_ session: MarketSession) throws(StoreError) {
        try update.bind(session.state.rawValue, at: 1)
        try update.bind(session.gateClosure?.microseconds, at: 2)
        try update.bind(session.isWarned, at: 3)
        try update.bind(session.settleBy?.microseconds, at: 4)
        try update.bind(session.lastReading, at: 5)
        try update.bind(session.failure, at: 6)
        try update.bind(session.fee, at: 7)
        try update.bind(session.nextPrice, at: 8)
        try update.bind(session.nextWeights.map { Self.text($0) }, at: 9)
        try update.bind(session.openedAt?.microseconds, at: 10)
        try update.bind(session.closedAt?.microseconds, at: 11)
        try update.bind(session.launchedAt?.microseconds, at: 12)
        try update.bind(session.finishedAt?.microseconds, at: 13)
        try update.bind(session.number, at: 14)
        try update.run()
    }

    /// The session of a number.
    func session(_ number: Int64) throws(StoreError) -> MarketSession? {
        try select.bind(number, at: 1)
        return try select.firstRow(read)
    }

    /// The session that was staged last.
    func latest() throws(StoreError) -> MarketSession? {
        try selectLatest.firstRow(read)
    }

    /// The one session that is not finished, if there is one.
    func unfinished() throws(StoreError) -> MarketSession? {
        try selectUnfinished.firstRow(read)
    }

    /// Sessions by number, those after a number, in one state or in any.
    func sessions(
        in state: SessionState?, after number: Int64, limit: Int
    ) throws(StoreError) -> [MarketSession] {
        try selectAfter.bind(number, at: 1)
        try selectAfter.bind(state?.rawValue, at: 2)
        try selectAfter.bind(limit, at: 3)
        return try selectAfter.rows(read)
    }

    private static func text(_ value: some Encodable) -> String {
        guard let json = try? JSONValue(encoding: value) else {
            preconditionFailure("numbers of a session are finite")
        }
        return json.text()
    }

    private func read(_ row: Statement) throws(StoreError) -> MarketSession {
        func time(_ column: Int) -> Timestamp? {
            row.integerIfPresent(at: column).map { Timestamp(microseconds: $0) }
        }
        guard let state = SessionState(rawValue: row.text(at: 1)) else {
            preconditionFailure("the file holds the five states only")
        }
        var session = MarketSession(
            number: row.integer(at: 0), state: state, terms: try terms(row),
            stagedAt: Timestamp(microseconds: row.integer(at: 15)), openedAt: time(16),
            closedAt: time(17), launchedAt: time(18), finishedAt: time(19))
        session.gateClosure = time(7)
        session.isWarned = row.boolean(at: 8)
        session.settleBy = time(9)
        session.lastReading = row.integerIfPresent(at: 10)
        session.failure = row.textIfPresent(at: 11)
        session.fee = row.integerIfPresent(at: 12)
        session.nextPrice = row.doubleIfPresent(at: 13)
        session.nextWeights = try row.textIfPresent(at: 14).map(weights)
        return session
    }

    /// The terms of a row: those of the session that is on are asked for several times in every turn.
    private func terms(_ row: Statement) throws(StoreError) -> SessionTerms {
        let key = ReadTerms.Key(
            mode: row.text(at: 2), price: row.double(at: 3), weights: row.text(at: 4),
            parameters: row.text(at: 5), seed: row.integer(at: 6))
        if let terms = known.terms(key) { return terms }
        let terms = try readTerms(row)
        known.keep(terms, of: key)
        return terms
    }

    private func readTerms(_ row: Statement) throws(StoreError) -> SessionTerms {
        guard let mode = MarketMode(rawValue: row.text(at: 2)) else {
            preconditionFailure("the file holds the two modes only")
        }
        let parameters: MarketParameters
        do {
            parameters = try JSONValue(parsing: row.text(at: 5)).decode()
        } catch {
            throw .damaged(
                "the parameters of session \(row.integer(at: 0)) cannot be read: \(error)",
                path: connection.path)
        }
        return SessionTerms(
            mode: mode, price: row.double(at: 3), weights: try weights(row.text(at: 4)),
            parameters: parameters, seed: UInt32(truncatingIfNeeded: row.integer(at: 6)))
    }

    private func weights(_ text: String) throws(StoreError) -> [Double] {
        do {
            return try JSONValue(parsing: text).decode()
        } catch {
            throw .damaged("weights of prices cannot be read: \(error)", path: connection.path)
        }
    }
}
