@testable import Handlers
import MarketEngine
import Store
import Testing
import Topics

/// A market in memory with two users, `ana` and `ben`, whose bids are rows that the test writes.
final class MoneyBench {
    let connection: Connection
    private(set) var store: MarketStore
    var settings = MarketSettings()
    var now = Timestamp(microseconds: 1_700_000_000_000_000)
    /// What the last turn wanted of the ledger.
    var inquiries: [LedgerInquiry] = []

    /// The parameters of a session, as its row has them.
    static let parameters = (try? JSONValue(encoding: MarketParameters()).text()) ?? ""

    init() throws {
        connection = try Connection(path: ":memory:")
        store = try MarketStore(connection)
        settings.leastPayout = 100
        settings.addresses = .text
        try connection.execute(
            """
            UPDATE market SET name = 'm', wallet = 'market-wallet', wallet_set_at = 0;
            INSERT INTO user (id, name, is_operator, created_at) VALUES
                ('ana', 'Ana', 0, 0), ('ben', 'Ben', 0, 0), ('operator', 'operator', 1, 0);
            INSERT INTO wallet (user, address, registered_at) VALUES
                ('ana', 'ana-wallet', 0), ('ben', 'ben-wallet', 0);
            INSERT INTO resource (id, user, name, kind, is_to_forecast, registered_at) VALUES
                ('a', 'ana', 'a', 'measurements', 1, 0), ('b', 'ben', 'b', 'measurements', 1, 0),
                ('b2', 'ben', 'b2', 'measurements', 0, 0);
            INSERT INTO session (number, state, mode, price, weights, parameters, seed, staged_at)
                VALUES (1, 'open', 'sound', 5, '[]', '\(Self.parameters)', 1, 0);
            """)
    }

    /// A bid of `ana` for the resource `a` in session 1.
    func bid(
        _ number: Int64, max: Int64 = 1000, state: String = "confirmed", session: Int64 = 1,
        resource: Int64 = 1, user: String = "ana"
    ) throws {
        try connection.execute(
            """
            INSERT INTO bid (number, id, session, resource, user, price, max_payment, gain,
                market_wallet, user_wallet, state, placed_at)
            VALUES (\(number), 'bid-\(number)', \(session), \(resource), '\(user)', 5, \(max), 'mse',
                'market-wallet', '\(user)-wallet', '\(state)', 0)
            """)
    }

    /// One turn, whose directives are kept.
    @discardableResult
    func turn<Value>(_ body: (MarketTurn) throws -> Value) throws -> Value {
        let turn = MarketTurn(store, settings, at: now)
        let value = try connection.transaction {
            let last = try store.journal.lastEntry
            let value = try body(turn)
            try store.journal.check(after: last)
            return value
        }
        inquiries = turn.directives.compactMap { directive in
            if case .askLedger(let inquiry) = directive { inquiry } else { nil }
        }
        return value
    }

    /// The market is told something; what it wants of the ledger is kept.
    @discardableResult
    func tell(_ input: MarketInput) throws -> JSONValue {
        let handler = MarketHandler(store, settings: settings)
        let done = try connection.transaction { try handler.handle(input, at: now) }
        inquiries = done.directives.compactMap { directive in
            if case .askLedger(let inquiry) = directive { inquiry } else { nil }
        }
        return try done.reply.map { try JSONValue(parsing: $0.payload.bytes) } ?? .null
    }

    /// What is replied to a request.
    @discardableResult
    func ask(_ method: String, _ fields: JSONValue) throws -> JSONValue {
        let request = Request(
            address: "market", method: method, payload: Payload(fields.bytes()))
        return try tell(.request(request))
    }

    /// The rule by which a request is refused; `ok` where it is not.
    func refusal(_ method: String, _ fields: JSONValue) throws -> String {
        try ask(method, fields)["rule"]?.string ?? "ok"
    }

    /// The ledger says something of what goes out under a number.
    func ledger(_ number: Int64, _ answer: LedgerAnswer) throws {
        try tell(.ledger(.outgoing(number), answer))
    }

    /// Time passes, and the market looks what is due.
    func wait(_ seconds: Int) throws {
        now = now.advanced(by: .seconds(seconds))
        try tell(.wake)
    }

    /// The market stops between two turns, and starts again.
    func restart() throws {
        store = try MarketStore(connection)
        try tell(.started)
    }

    /// What was asked of the ledger in the last turn: `transfers.send m-1`.
    var asked: [String] {
        inquiries.map { "\($0.method) \($0.parameters["transfer"]?.string ?? "")" }
    }

    /// How far something is that goes out: `sent`, `due: silence`.
    func state(_ number: Int64) throws -> String {
        guard let row = try store.outgoing.row(number) else { return "none" }
        return row.state.rawValue + (row.trouble.map { ": \($0)" } ?? "")
    }

    /// The events that are not on the bus yet, which they are then.
    func events() throws -> [String] {
        try store.events.unpublished(limit: 100).map { event in
            try store.events.remove(event.number)
            return event.kind
        }
    }

    /// A transfer as the ledger tells of it.
    static func transfer(
        _ id: String, _ state: String, from payer: String = "market-wallet",
        to payee: String = "ana-wallet", _ amount: Int64
    ) -> LedgerAnswer {
        .ok([
            "transfer": .string(id), "state": .string(state), "payer": .string(payer),
            "outputs": [["payee": .string(payee), "amount": JSONValue(amount)]],
            "amount": JSONValue(amount),
        ])
    }

    /// Session 1 is over.
    func finish() throws {
        try connection.execute("UPDATE session SET state = 'finished' WHERE number = 1")
    }

    /// A deposit that a bid uses at once.
    func deposit(_ transfer: String, _ amount: Int64, bid: Int64) throws {
        try turn { turn in
            let receipt = try turn.money.receive(
                transfer, payer: "ana-wallet", wallet: "market-wallet", amount: amount, for: bid)
            #expect(receipt == .received)
            #expect(try turn.money.claim(transfer, for: bid))
        }
    }

    /// What is in an account.
    func balance(_ account: Account) throws -> Int64 {
        try store.journal.balance(of: account)
    }

    /// The result of session 1 for one bid, as the engine would write it.
    func result(
        bid: Int64, payment: Int, fee: Int, shares: [(String, Int)]
    ) throws -> SessionResult {
        let shares: [JSONValue] = shares.map { resource, revenue in
            [
                "resource": .string(resource), "value": 1, "share": 1, "exactRevenue": 1,
                "revenue": JSONValue(revenue),
            ]
        }
        let document: JSONValue = [
            "mode": "sound", "revenues": [], "nextWeights": [1, 1], "nextPrice": 5,
            "outcomes": [
                [
                    "bid": [
                        "id": .string("bid-\(bid)"), "bidder": "ana", "resource": "a", "price": 5,
                        "maxPayment": 1000, "gain": "mse",
                    ], "verdict": "paid", "reason": "", "gain": 1, "finalBid": 5, "noise": 0,
                    "exactPayment": 1, "payment": JSONValue(payment), "exactFee": 1,
                    "fee": JSONValue(fee), "shares": .array(shares), "forecast": [],
                    "ownLags": [], "rows": 1, "ordersDrawn": [],
                ]
            ],
        ]
        return try document.decode()
    }
}
