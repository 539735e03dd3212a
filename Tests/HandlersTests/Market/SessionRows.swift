import Handlers
import MarketEngine
import Store
import Topics

/// Writes the rows of sessions and bids where a test needs them, and nothing of the market makes them.
struct SessionRows {
    private let store: MarketStore

    init(_ store: MarketStore) {
        self.store = store
    }

    /// Adds an open session.
    func add(
        _ parameters: MarketParameters = MarketParameters(), mode: MarketMode = .sound,
        price: Double? = nil, seed: UInt32 = 7
    ) throws {
        let statement = try store.connection.prepare(
            """
            INSERT INTO session (state, mode, price, weights, parameters, seed, staged_at)
            VALUES ('open', ?, ?, ?, ?, ?, 0)
            """)
        let weights = [Double](repeating: 1, count: parameters.grid.count)
        try statement.bind(mode.rawValue, at: 1)
        try statement.bind(price ?? parameters.grid.first, at: 2)
        try statement.bind(try JSONValue(encoding: weights).text(), at: 3)
        try statement.bind(try JSONValue(encoding: parameters).text(), at: 4)
        try statement.bind(Int64(seed), at: 5)
        try statement.run()
    }

    /// Adds a bid of session 1.
    func bid(
        _ id: String, _ user: String, resource: Int64, price: Int = 8_000_000,
        most: Int = 900_000_000, gain: GainFunction = .rootMeanSquaredError,
        state: String = "confirmed"
    ) throws {
        let statement = try store.connection.prepare(
            """
            INSERT INTO bid (
                id, session, resource, user, price, max_payment, gain, market_wallet,
                user_wallet, state, placed_at)
            VALUES (?, (SELECT max(number) FROM session), ?, ?, ?, ?, ?, 'm', 'u', ?, 0)
            """)
        try statement.bind(id, at: 1)
        try statement.bind(resource, at: 2)
        try statement.bind(user, at: 3)
        try statement.bind(price, at: 4)
        try statement.bind(most, at: 5)
        try statement.bind(gain.rawValue, at: 6)
        try statement.bind(state, at: 7)
        try statement.run()
    }

    /// Launches the session.
    func launch(at time: Timestamp) throws {
        let statement = try store.connection.prepare(
            """
            UPDATE session SET state = 'running', launched_at = ?, last_reading = ?
            WHERE state = 'open'
            """)
        try statement.bind(time.microseconds, at: 1)
        try statement.bind(try store.readings.lastNumber(), at: 2)
        try statement.run()
    }

    /// Ends the session.
    func finish() throws {
        try store.connection.execute("UPDATE session SET state = 'finished'")
    }
}
