import BusNode
import Synchronization
import TestSupport
import Testing

/// Market and ledger on one bus.
@Suite(.timeLimit(.minutes(2)))
struct MarketTradeTests {
    @Test func `bids are paid, a session is computed, and the money comes out again`() async throws
    {
        try await LiveMarket.with { market in
            try await market.withLedger {
                try await market.running {
                    let farms = try await market.addFarms()
                    let session = try await market.openSession()
                    var bids: [Market.Bid] = []
                    for farm in farms.prefix(2) {
                        let bid = try await farm.bid(
                            for: "farm", price: 5_000_000, maxPayment: 10_000_000)
                        #expect(bid.marketWallet == "market-wallet")
                        bids.append(try await farm.pay(bid, from: "wallet-of-\(farm.user)"))
                    }
                    try await market.run(session)
                    for (farm, bid) in zip(farms, bids) {
                        #expect(try await farm.bid(bid.id).state == .confirmed)
                        let check = try await market.ask(
                            "receipts.check",
                            ["user": .string(farm.user), "bid": .string(bid.id)])
                        #expect(check["same"] == true, "\(check)")
                    }
                    try await market.untilPaidOut(farms)
                    let fee = try #require(try await market.operation.session(session).fee)
                    let results = try await market.ask("results.list", ["user": "ann"])
                    #expect(fee > 0, "\(results)")
                    #expect(try await market.node.ledger.account("market-wallet").balance == fee)
                    let audit = try await market.operation.audit()
                    #expect(audit["sum"] == 0, "\(audit)")
                    let money = try await market.node.ledger.accounts().reduce(0) {
                        $0 + $1.balance
                    }
                    #expect(money == 3 * LiveMarket.credit)
                }
            }
        }
    }

    @Test func `a bid is tried out while the market answers others`() async throws {
        try await LiveMarket.with { market in
            try await market.withLedger {
                try await market.running {
                    let farms = try await market.addFarms()
                    let session = try await market.openSession()
                    let bid = try await farms[0].bid(
                        for: "farm", price: 5_000_000, maxPayment: 10_000_000)
                    _ = try await farms[0].pay(bid, from: "wallet-of-ann")
                    try await market.run(session)
                    try await withThrowingTaskGroup(of: Bool.self) { group in
                        for _ in 0..<12 {
                            group.addTask { try await market.tryOut("bob") }
                        }
                        group.addTask {
                            try await market.ask("users.get", ["user": "bob"])["id"] == "bob"
                        }
                        // All are answered: by what was found, or that so many are computed already.
                        for try await isAnswered in group { #expect(isAnswered) }
                    }
                }
            }
        }
    }

    @Test func `the topic tells everything once and in order, also of a market that stopped`()
        async throws
    {
        try await LiveMarket.with { market in
            try await market.withLedger {
                let (farms, bid) = try await market.running {
                    let farms = try await market.addFarms()
                    _ = try await market.node.request(
                        "subscriptions.create", of: "backbone",
                        ["subscription": "watch", "topic": .string(TopicName.market.text)])
                    _ = try await market.openSession()
                    return (
                        farms,
                        try await farms[0].bid(
                            for: "farm", price: 5_000_000, maxPayment: 10_000_000)
                    )
                }
                try await market.running {
                    _ = try await farms[0].pay(bid, from: "wallet-of-ann")
                }
                try await market.running {
                    try await market.ask("sessions.run", ["user": "operator", "session": 1])
                }
                try await market.running {
                    _ = try await market.until("sessions.get", ["user": "operator"]) {
                        $0["state"] == "finished"
                    }
                    try await market.untilPaidOut(farms)
                }
                let events = try await market.events(until: "session-finished")
                #expect(events.map(\.number) == Array(1...events.count))
                let kinds = events.map(\.kind).filter { !$0.hasPrefix("payout-") }
                #expect(
                    kinds == [
                        "session-staged", "session-opened", "bid-placed", "session-closed",
                        "bid-confirmed", "session-running", "bid-result", "session-finished",
                    ]
                        || kinds == [
                            "session-staged", "session-opened", "bid-placed", "bid-confirmed",
                            "session-closed", "session-running", "bid-result", "session-finished",
                        ])
            }
        }
    }

    @Test func `without a ledger bids wait for one, and the market answers`() async throws {
        try await LiveMarket.with { market in
            try await market.running {
                let farms = try await market.addFarms()
                _ = try await market.openSession()
                let bid = try await farms[0].bid(
                    for: "farm", price: 5_000_000, maxPayment: 10_000_000)
                #expect(try await farms[0].pay(bid.id, with: "t-1").state == .pending)
                for _ in 0..<20 { #expect(try await farms[0].bid(bid.id).state == .pending) }
                try await market.withLedger {
                    try await market.node.ledger.send(
                        10_000_000, from: "wallet-of-ann", to: "market-wallet", id: "t-1")
                    _ = try await market.until(
                        "bids.get", ["user": "ann", "bid": .string(bid.id)]
                    ) { $0["state"] == "confirmed" }
                }
            }
        }
    }

    @Test func `sessions come and go by the schedule`() async throws {
        let clock = VirtualClock()
        var settings = TopologyMarket.ofTests
        settings.schedule = .every(minutes: 2)
        try await LiveMarket.with(settings, clock: clock) { market in
            try await market.running(clock: clock) {
                for number in 1...3 {
                    let session = try await market.operation.session()
                    #expect(session.number == number)
                    #expect(session.state == .open)
                    // The gate is open for a minute at least, so the one after the next may be meant.
                    await clock.advance(by: .seconds(180))
                }
                #expect(try await market.operation.session(1).state == .finished)
            }
        }
    }
}

extension LiveMarket {
    /// What each farm has at the ledger.
    static let credit = 50_000_000

    /// The market, for its operator.
    var operation: Market { node.market(as: "operator") }

    /// Calls `body` while there is a ledger where each farm has money; it begins anew each time.
    func withLedger<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        var settings = LedgerNode.Settings()
        settings.confirmAfter = .milliseconds(20)
        settings.accounts = ["ann", "bob", "carl"].map {
            TopologyLedger.Account(address: "wallet-of-\($0)", credit: Int64(Self.credit))
        }
        let ledger = LedgerRole(on: bus, settings: settings)
        do {
            try await ledger.start(store: ":memory:", within: .seconds(5))
            let result = try await body()
            await ledger.stop()
            return result
        } catch {
            await ledger.stop()
            throw error
        }
    }

    /// Three farms with wallets and data, of which the first two follow the third.
    func addFarms() async throws -> [Market] {
        var random = SeededRandom(seed: 1)
        var last = [0.0, 0.0, 0.0]
        var readings: [[Market.Reading]] = [[], [], []]
        let now = try await node.backboneTime()
        let hour: Int64 = 3_600_000_000
        let end = now.microseconds / hour * hour
        for step in (0..<900).reversed() {
            let (first, second, third) = (last[0], last[1], last[2])
            let draw = (0..<3).map { _ in Double.random(in: -1...1, using: &random) }
            last = [
                0.3 * first + 0.8 * third + draw[0] / 4, 0.5 * second + 0.5 * third + draw[1] / 4,
                0.8 * third + draw[2],
            ]
            let at = Timestamp(microseconds: end - Int64(step) * hour)
            for place in 0..<3 {
                readings[place].append(Market.Reading(at: at, value: 10 + last[place]))
            }
        }
        var farms: [Market] = []
        for (name, readings) in zip(["ann", "bob", "carl"], readings) {
            let farm = node.market(as: name)
            try await farm.join()
            try await farm.setWallet("wallet-of-\(name)")
            try await farm.addResource("farm")
            try await farm.put(readings, for: "farm")
            farms.append(farm)
        }
        return farms
    }

    /// Opens the first session.
    func openSession() async throws -> Int {
        let session = try await operation.stage()
        return try await operation.open(session.number).number
    }

    /// Has a session computed, and waits until it is.
    func run(_ session: Int) async throws {
        try await operation.run(session)
        _ = try await until(
            "sessions.get", ["user": "operator", "session": JSONValue(session)]
        ) { $0["state"] == "finished" }
    }

    /// Waits until the market owes nothing to these users.
    func untilPaidOut(_ farms: [Market]) async throws {
        for farm in farms {
            _ = try await until("balances.get", ["user": .string(farm.user)]) {
                $0["balance"] == 0 && ($0["on_the_way"] ?? 0) == 0
            }
        }
    }

    /// Tries a bid out; whether there was an answer.
    func tryOut(_ user: String) async throws -> Bool {
        do {
            let found = try await ask(
                "trials.compute",
                [
                    "user": .string(user), "resource": "farm", "price": 5_000_000,
                    "max_payment": 10_000_000, "gain": "mse",
                ])
            return found.object != nil
        } catch let error as NodeError {
            return error.code == .limitReached
        }
    }

    /// What the topic told the subscription `watch`, until it told of this and of all payouts.
    func events(until kind: String) async throws -> [Market.Event] {
        var events: [Market.Event] = []
        func count(_ kind: String) -> Int { events.count { $0.kind == kind } }
        while count(kind) == 0 || count("payout-sent") == 0
            || count("payout-sent") > count("payout-confirmed")
        {
            for pulled in try await node.pull(from: "watch", max: 100, within: .seconds(30)) {
                events.append(try #require(Market.Event(pulled.message)))
                try await pulled.acknowledge()
            }
        }
        return events
    }
}
