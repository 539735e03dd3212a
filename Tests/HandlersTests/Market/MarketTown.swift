import Handlers
import MarketEngine
import Store
import Testing
import Topics

/// A market in memory with three users, a ledger and the real computation; time passes as the test says.
///
/// `ana`, `ben` and `cid` each have a wallet (`ana-wallet`) and a resource to forecast (`ana-farm`).
final class MarketTown {
    let connection: Connection
    private(set) var store: MarketStore
    var settings = MarketSettings()
    var now: Timestamp
    var ledger = TestLedger()
    /// What is to be done outside, in order.
    var open: [MarketDirective] = []
    /// What has happened, as words with the bid or session: `session-opened 1`, `bid-rejected bid.3 late`.
    var events: [String] = []
    private var lastEvent: Int64 = 0

    static let users = ["ana", "ben", "cid"]

    init(
        _ schedule: SessionSchedule = .every(minutes: 60), at start: String = "2026-11-21T08:00:00Z"
    ) throws {
        connection = try Connection(path: ":memory:")
        store = try MarketStore(connection)
        now = try Timestamp(start)
        settings.addresses = .text
        settings.wallet = "market-wallet"
        settings.schedule = schedule
        settings.leastPayment = 1_000
        settings.leastPayout = 1_000
        settings.parameters.horizonHours = 3
        settings.parameters.historyHours = 500
        settings.parameters.evaluationHours = 96
        settings.parameters.longestLag = 48
        for user in Self.users {
            try ask("users.create", ["id": .string(user)])
            try ask("wallets.set", ["user": .string(user), "address": "\(user)-wallet"])
            try ask(
                "resources.create",
                [
                    "user": .string(user), "id": "\(user)-farm", "name": "farm",
                    "kind": "measurements", "to_forecast": true,
                ])
        }
    }

    /// The market is told something; its directives wait in `open`.
    @discardableResult
    func tell(_ input: MarketInput) throws -> Reply? {
        let handler = MarketHandler(store, settings: settings)
        let done = try connection.transaction { try handler.handle(input, at: now) }
        open += done.directives
        for event in try store.events.unpublished(after: lastEvent, limit: 1_000) {
            lastEvent = event.number
            let body = try JSONValue(parsing: event.body)
            let subject = body["bid"]?.string ?? body["session"]?.description ?? ""
            let verdict = body["verdict"]?.string.map { " " + $0 } ?? ""
            events.append("\(event.kind) \(subject)\(verdict)")
        }
        return done.reply
    }

    /// What is replied to a request.
    @discardableResult
    func ask(_ method: String, _ fields: JSONValue) throws -> JSONValue {
        let request = Request(
            address: "market", method: method, payload: Payload(fields.bytes()))
        let reply = try #require(try tell(.request(request)))
        return try JSONValue(parsing: reply.payload.bytes)
    }

    /// The rule that a refusal names; `ok` where there is none.
    func refusal(_ method: String, _ fields: JSONValue) throws -> String {
        try ask(method, fields)["rule"]?.string ?? "ok"
    }

    /// Carries out what is to be done outside, and what follows, until nothing more is.
    func carryOut() throws {
        var rounds = 0
        while !open.isEmpty {
            rounds += 1
            try #require(rounds < 10_000, "the market never comes to rest")
            try carryOut(open.removeFirst())
        }
    }

    private func carryOut(_ directive: MarketDirective) throws {
        switch directive {
        case .askLedger(let inquiry):
            try tell(.ledger(inquiry.subject, ledger.answer(inquiry)))
        case .compute(let session, let input, let mode):
            let result: Result<SessionResult, SessionError>
            do throws(SessionError) {
                result = .success(try SessionRun.compute(input, mode: mode))
            } catch {
                result = .failure(error)
            }
            try tell(.computed(session: session, result))
        case .study: Issue.record("no study was asked for")
        }
    }

    /// Lets time pass: the market is woken whenever it wants to be.
    func pass(_ duration: Duration) throws {
        let end = now.advanced(by: duration)
        try carryOut()
        var rounds = 0
        while let wake = try MarketHandler(store, settings: settings).nextWake(at: now), wake <= end
        {
            rounds += 1
            try #require(rounds < 10_000, "the market wants to be woken at \(wake) again and again")
            now = max(now, wake)
            try tell(.wake)
            try carryOut()
        }
        now = max(now, end)
    }

    /// The market dies between two turns, and starts again: what was to be done outside is forgotten.
    func restart() throws {
        open = []
        store = try MarketStore(connection)
        try tell(.started)
    }
}

extension MarketTown {
    /// A user bids for their own farm; the id of the bid.
    @discardableResult
    func place(
        _ user: String, price: Int64 = 5_000_000, max: Int64 = 20_000_000, id: String? = nil
    ) throws -> String {
        let bid = try ask(
            "bids.place",
            [
                "user": .string(user), "resource": "\(user)-farm", "price": JSONValue(price),
                "max_payment": JSONValue(max), "gain": "mse", "id": id.map { .string($0) } ?? .null,
            ])
        return try #require(bid["bid"]?.string, "\(bid)")
    }

    /// A user names the transfer of a bid; the state of the bid then.
    @discardableResult
    func declare(_ user: String, _ bid: String, _ transfer: String) throws -> String {
        let reply = try ask(
            "bids.pay",
            ["user": .string(user), "bid": .string(bid), "transfer": .string(transfer)])
        return reply["state"]?.string ?? "\(reply)"
    }

    /// A bid that is paid at the ledger, and confirmed once that was carried out.
    @discardableResult
    func placePaid(
        _ user: String, price: Int64 = 5_000_000, max: Int64 = 20_000_000
    ) throws -> String {
        let bid = try place(user, price: price, max: max)
        ledger.pay("pay-\(bid)", from: "\(user)-wallet", max)
        try declare(user, bid, "pay-\(bid)")
        return bid
    }

    /// State and verdict of a bid, such as `rejected late`.
    func state(_ bid: String) throws -> String {
        let reply = try ask("bids.get", ["user": "operator", "bid": .string(bid)])
        let verdict = reply["verdict"]?.string.map { " " + $0 } ?? ""
        return (reply["state"]?.string ?? "\(reply)") + verdict
    }

    /// Number and state of the last session, such as `1 open`.
    func session() throws -> String {
        let reply = try ask("sessions.get", ["user": "operator"])
        return "\(reply["session"] ?? "?") \(reply["state"]?.string ?? "\(reply)")"
    }

    /// What the market owes a user.
    func balance(_ user: String) throws -> Int {
        try #require(try ask("balances.get", ["user": .string(user)])["balance"]?.integer)
    }

    /// The events of a kind.
    func events(_ kind: String) -> [String] {
        events.filter { $0.hasPrefix(kind + " ") }
    }

    /// The books add up, and the market has at the ledger what its books say.
    func checkBooks() throws {
        let audit = try ask("market.audit", ["user": "operator"])
        #expect(audit["sum"]?.integer == 0, "\(audit)")
        let wallet = ledger.balance(of: "market-wallet")
        #expect(audit["wallet"]?.integer.map { Int64($0) } == wallet, "\(audit)")
    }
}
