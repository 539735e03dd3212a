import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Topics

/// One session of three users who bid, pay and get their money, whatever is killed meanwhile.
struct TradingSession: Sendable {
    static let users = ["ana", "ben", "cid"]
    /// Many prices, by the formulas that take long: there is time to be killed while it is computed.
    private static let priceCount = 6_000

    /// How many hours there are data of.
    static let hours = 400

    let bus: BusAddress
    let round: Int
    /// Whether the ledger carries payouts out, and does not say so.
    let losesReplies: Bool

    /// Lets the users join, with their data; in the first place.
    static func prepare(_ bus: BusAddress) async throws {
        try await Node.with(bus, as: "users") { node in
            let hour = Timestamp(
                microseconds: Int64(Date().timeIntervalSince1970) / 3_600 * 3_600_000_000)
            var random = SeededRandom(seed: 1)
            var wind = [0.0]
            for _ in 0..<hours + 10 {
                wind.append(0.9 * wind[wind.count - 1] + Double.random(in: -1...1, using: &random))
            }
            for (place, user) in users.enumerated() {
                let market = node.market(as: user)
                try await market.join()
                try await market.setWallet("\(user)-purse")
                try await market.addResource("farm", id: "\(user)-farm")
                // The wind reaches one farm after another, two hours apart.
                let readings = (0..<hours).map { number in
                    Market.Reading(
                        at: hour.advanced(by: .seconds((number - hours) * 3_600)),
                        value: 50 + 5 * wind[number + 2 * (3 - place)])
                }
                try await market.put(readings, for: "\(user)-farm")
            }
        }
    }

    /// Runs the session until everybody has been paid.
    ///
    /// - Returns: the hour in which it was computed, on which its result depends.
    func trade() async throws -> String {
        try await Node.with(bus, as: "users-\(round)", within: .seconds(30)) { node in
            let operation = patient(node, "operator")
            let session = try await Self.insist { try await stage(operation) }
            try await Self.insist { try await operation.open(session) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for user in Self.users { group.addTask { try await bid(user, node) } }
                try await group.waitForAll()
            }
            if losesReplies {
                try await Self.insist {
                    try await node.request(
                        "faults.set", of: "ledger",
                        ["lost_replies": JSONValue(Self.users.count)])
                }
            }
            try await Self.insist { try await operation.run(session) }
            try await eventually("the end of session \(session), and all payouts") {
                () async throws -> Void? in
                let audit = try await Self.insist { try await operation.audit() }
                let state = try await Self.insist { try await operation.session(session).state }
                guard state == .finished, audit["users"] == 0, audit["on_the_way"] == 0 else {
                    return nil
                }
                guard audit["ok"] == true, audit["sum"] == 0, audit["held"] == 0 else {
                    throw NeverHappened(what: "books that add up: \(audit)")
                }
                return ()
            }
            let row = try await Self.insist {
                try await operation.look("sessions.get", ["session": JSONValue(session)])
            }
            return String((row["launched_at"]?.string ?? "").prefix(13))
        }
    }

    /// Every session is of the same terms, so that it has the same result.
    private func stage(_ operation: Market) async throws -> Int {
        let fields: JSONObject = [
            "price": 7_000_000, "seed": 7, "mode": "legacy",
            "weights": .array(Array(repeating: 1, count: Self.priceCount)),
            "parameters": ["price_count": JSONValue(Self.priceCount)],
            "request": .string("stage-\(round)"),
        ]
        let session = try await operation.change("sessions.stage", fields)["session"]?.integer
        guard let session else { throw NeverHappened(what: "a session with a number") }
        return session
    }

    private func bid(_ user: String, _ node: Node) async throws {
        let market = patient(node, user)
        let bid = try await Self.insist {
            try await market.bid(
                for: "\(user)-farm", price: 5_000_000, maxPayment: 60_000_000,
                gain: .rootMeanSquaredError, id: "\(user)-\(round)")
        }
        try await Self.insist { try await market.pay(bid, from: "\(user)-purse") }
        try await eventually("the confirmation of \(bid.id)") {
            try await Self.insist { try await market.bid(bid.id).state } == .confirmed ? () : nil
        }
    }

    private func patient(_ node: Node, _ user: String) -> Market {
        var market = node.market(as: user)
        market.patience = .seconds(60)
        return market
    }

    /// Asks again while nobody answers.
    @discardableResult
    static func insist<Value>(_ ask: () async throws -> Value) async throws -> Value {
        try await eventually("an answer") {
            do {
                return try await ask()
            } catch let error as NodeError {
                let missing: [NodeError.Code] = [.nobodyServes, NodeError.Code(.peerLost)]
                guard missing.contains(error.code) else { throw error }
                return nil
            }
        }
    }
}
