import MarketEngine
import Store
import Topics

/// All bids of all sessions.
struct BidTable {
    private let connection: Connection
    private let insert: Statement
    private let update: Statement
    private let selectNumber: Statement
    private let selectID: Statement
    private let selectLive: Statement
    private let selectAfter: Statement
    private let selectSession: Statement
    private let selectDue: Statement
    private let selectRival: Statement
    private let selectNextAsking: Statement
    private let askAll: Statement
    private let countStates: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        // What the market calls a bid has a point, which nobody else may write.
        insert = try connection.prepare(
            """
            INSERT INTO bid (id, session, resource, user, price, max_payment, gain, market_wallet,
                user_wallet, state, placed_at)
            VALUES (
                coalesce(?1, 'bid.' || (1 + coalesce(
                    (SELECT seq FROM sqlite_sequence WHERE name = 'bid'), 0))),
                ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'placed', ?10)
            """)
        update = try connection.prepare(
            """
            UPDATE bid SET price = ?, gain = ?, state = ?, verdict = ?, reason = ?, transfer = ?,
                ledger = ?, ask_at = ?, paid_at = ?, settled_at = ?
            WHERE number = ?
            """)
        let rows = """
            SELECT bid.number, bid.id, session, resource, resource.id, bid.user, price, max_payment,
                gain, market_wallet, user_wallet, state, verdict, reason, transfer, ledger, ask_at,
                placed_at, paid_at, settled_at
            FROM bid JOIN resource ON resource.number = bid.resource
            """
        selectNumber = try connection.prepare("\(rows) WHERE bid.number = ?")
        selectID = try connection.prepare("\(rows) WHERE bid.id = ?")
        selectLive = try connection.prepare(
            """
            \(rows) WHERE session = ? AND resource = ?
                AND state IN ('placed', 'pending', 'confirmed')
            """)
        selectAfter = try connection.prepare(
            """
            \(rows) WHERE bid.number > ?1 AND (?2 IS NULL OR bid.user = ?2)
                AND (?3 IS NULL OR session = ?3) AND (?4 IS NULL OR state = ?4)
            ORDER BY bid.number LIMIT ?5
            """)
        selectSession = try connection.prepare(
            "\(rows) WHERE session = ? AND state = ? ORDER BY bid.number")
        selectDue = try connection.prepare(
            """
            \(rows) WHERE ask_at IS NOT NULL AND (ask_at <= ? OR ask_at > ?)
            ORDER BY ask_at, bid.number LIMIT ?
            """)
        selectRival = try connection.prepare(
            """
            \(rows) WHERE transfer = ? AND state = 'pending' AND bid.number != ?
            ORDER BY bid.number
            """)
        selectNextAsking = try connection.prepare(
            "SELECT min(ask_at), max(ask_at) FROM bid WHERE ask_at IS NOT NULL")
        askAll = try connection.prepare(
            """
            UPDATE bid SET ask_at = ?1
            WHERE ask_at IS NOT NULL AND (?2 IS NULL OR session = ?2)
            """)
        countStates = try connection.prepare(
            "SELECT state, count(*) FROM bid WHERE session = ? GROUP BY state")
    }
}

/// Changing.
extension BidTable {
    /// Adds a bid; without an id it gets one of its number.
    ///
    /// - Returns: the bid as it is in the file.
    func add(
        id: String?, _ offer: BidOffer, of user: String, in session: Int64, userWallet: String,
        marketWallet: String, at now: Timestamp
    ) throws(StoreError) -> Bid {
        try insert.bind(id, at: 1)
        try insert.bind(session, at: 2)
        try insert.bind(offer.resource.number, at: 3)
        try insert.bind(user, at: 4)
        try insert.bind(offer.price, at: 5)
        try insert.bind(offer.maxPayment, at: 6)
        try insert.bind(offer.gain.rawValue, at: 7)
        try insert.bind(marketWallet, at: 8)
        try insert.bind(userWallet, at: 9)
        try insert.bind(now.microseconds, at: 10)
        try insert.run()
        guard let bid = try bid(connection.lastInsertedRow) else {
            preconditionFailure("the bid was added just now")
        }
        return bid
    }

    /// Writes down how far a bid is.
    func save(_ bid: Bid) throws(StoreError) {
        try update.bind(bid.price, at: 1)
        try update.bind(bid.gain.rawValue, at: 2)
        try update.bind(bid.state.rawValue, at: 3)
        try update.bind(bid.verdict?.rawValue, at: 4)
        try update.bind(bid.reason, at: 5)
        try update.bind(bid.transfer, at: 6)
        try update.bind(bid.ledger?.rawValue, at: 7)
        try update.bind(bid.askAt?.microseconds, at: 8)
        try update.bind(bid.paidAt?.microseconds, at: 9)
        try update.bind(bid.settledAt?.microseconds, at: 10)
        try update.bind(bid.number, at: 11)
        try update.run()
    }

    /// Has the ledger asked at once about every transfer that it is to be asked about, of one session or of all.
    func askAll(of session: Int64? = nil, at now: Timestamp) throws(StoreError) {
        try askAll.bind(now.microseconds, at: 1)
        try askAll.bind(session, at: 2)
        try askAll.run()
    }
}

/// Looking.
extension BidTable {
    /// The bid of a number.
    func bid(_ number: Int64) throws(StoreError) -> Bid? {
        try selectNumber.bind(number, at: 1)
        return try selectNumber.firstRow(Self.read)
    }

    /// The bid of an id.
    func bid(_ id: String) throws(StoreError) -> Bid? {
        try selectID.bind(id, at: 1)
        return try selectID.firstRow(Self.read)
    }

    /// The bid of a session for a resource that is neither rejected nor cancelled.
    func liveBid(in session: Int64, for resource: Int64) throws(StoreError) -> Bid? {
        try selectLive.bind(session, at: 1)
        try selectLive.bind(resource, at: 2)
        return try selectLive.firstRow(Self.read)
    }

    /// Bids by number, those after a number, of a user, of a session and in a state, or of any.
    func bids(
        of user: String?, session: Int64?, state: BidState?, after number: Int64, limit: Int
    ) throws(StoreError) -> [Bid] {
        try selectAfter.bind(number, at: 1)
        try selectAfter.bind(user, at: 2)
        try selectAfter.bind(session, at: 3)
        try selectAfter.bind(state?.rawValue, at: 4)
        try selectAfter.bind(limit, at: 5)
        return try selectAfter.rows(Self.read)
    }

    /// All bids of a session in a state, the first placed first.
    func bids(of session: Int64, in state: BidState) throws(StoreError) -> [Bid] {
        try selectSession.bind(session, at: 1)
        try selectSession.bind(state.rawValue, at: 2)
        return try selectSession.rows(Self.read)
    }

    /// How many bids of a session are in each state.
    func counts(of session: Int64) throws(StoreError) -> [BidState: Int] {
        try countStates.bind(session, at: 1)
        let counts = try countStates.rows {
            (BidState(rawValue: $0.text(at: 0)), $0.integer(at: 1))
        }
        var result: [BidState: Int] = [:]
        for case (let state?, let count) in counts { result[state] = Int(count) }
        return result
    }

    /// Bids about whose transfers the ledger is to be asked, the longest due first; those that are to wait
    /// beyond the last moment among them, for a clock was wrong when that was said.
    func due(
        at now: Timestamp, beyond last: Timestamp, limit: Int
    ) throws(StoreError) -> [Bid] {
        try selectDue.bind(now.microseconds, at: 1)
        try selectDue.bind(last.microseconds, at: 2)
        try selectDue.bind(limit, at: 3)
        return try selectDue.rows(Self.read)
    }

    /// When the ledger is to be asked next, and when about what comes last.
    func nextAsking() throws(StoreError) -> (first: Timestamp, last: Timestamp)? {
        try selectNextAsking.firstRow { row in
            guard !row.isNull(at: 0) else { return nil }
            return (
                Timestamp(microseconds: row.integer(at: 0)),
                Timestamp(microseconds: row.integer(at: 1))
            )
        } ?? nil
    }

    /// Other bids that name a transfer and are still to be decided.
    func rivals(of bid: Bid, for transfer: String) throws(StoreError) -> [Bid] {
        try selectRival.bind(transfer, at: 1)
        try selectRival.bind(bid.number, at: 2)
        return try selectRival.rows(Self.read)
    }

    private static func read(_ row: Statement) -> Bid {
        func time(_ column: Int) -> Timestamp? {
            row.integerIfPresent(at: column).map { Timestamp(microseconds: $0) }
        }
        guard let gain = GainFunction(rawValue: row.text(at: 8)),
            let state = BidState(rawValue: row.text(at: 11))
        else { preconditionFailure("the file holds known gains and states only") }
        return Bid(
            number: row.integer(at: 0), id: row.text(at: 1), session: row.integer(at: 2),
            resource: row.integer(at: 3), resourceID: row.text(at: 4), user: row.text(at: 5),
            price: row.integer(at: 6), maxPayment: row.integer(at: 7), gain: gain,
            marketWallet: row.text(at: 9), userWallet: row.text(at: 10), state: state,
            verdict: row.textIfPresent(at: 12).flatMap { BidRejection(rawValue: $0) },
            reason: row.textIfPresent(at: 13), transfer: row.textIfPresent(at: 14),
            ledger: row.textIfPresent(at: 15).flatMap { Bid.LedgerState(rawValue: $0) },
            askAt: time(16), placedAt: Timestamp(microseconds: row.integer(at: 17)),
            paidAt: time(18), settledAt: time(19))
    }
}
