@testable import Handlers
import Store
import TestSupport
import Testing
import Topics

/// A market and a ledger to which everything happens that can, in the order of a seed.
struct MoneyRun {
    let bench: MoneyBench
    var ledger = FakeLedger()
    var random: SeededRandom
    /// What the market has asked, and was not told an answer to.
    private var asked: [LedgerInquiry] = []
    /// What was given up and reaches the ledger all the same, until some time.
    private var stragglers: [(LedgerInquiry, until: Timestamp)] = []
    private var session: Int64 = 1
    private var bids: Int64 = 0
    private var wallets = 0

    /// No request is on its way for longer.
    static let longestWay = Duration.seconds(590)

    init(seed: UInt64) throws {
        bench = try MoneyBench()
        random = SeededRandom(seed: seed)
        ledger.balances = ["ana-wallet": 1_000_000, "ben-wallet": 1_000_000]
    }

    /// Something happens.
    mutating func step() throws {
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1: try takeDeposit()
        case 2: try finishSession()
        case 3...8: try passOn()
        case 9:
            if !stragglers.isEmpty { arrive(Int.random(in: 0..<stragglers.count, using: &random)) }
        case 10...11:
            for id in ledger.transfers.keys.sorted() where Bool.random(using: &random) {
                ledger.settle(id, &random)
            }
        case 12...14: try pass(Int.random(in: 1...90, using: &random))
        case 15: try crash()
        case 16: try crashBeforeCommit()
        case 17: try changeWallet()
        case 18: try tell { try $0.ask("payouts.request", ["user": "ben", "amount": 3]) }
        default:
            try tell {
                try $0.ask("fees.withdraw", ["user": "operator", "address": "safe", "amount": 2])
            }
        }
    }

    /// Nothing fails any more, and the ledger has the money where it is asked for.
    mutating func comeToRest() throws {
        (ledger.failing, ledger.refusing) = (0, 0)
        try finishSession()
        for _ in 0..<400 {
            while !asked.isEmpty { try deliver(asked.removeFirst()) }
            for id in ledger.transfers.keys { ledger.settle(id, &random) }
            let rows = try bench.connection.firstInteger(
                "SELECT count(*) FROM outgoing WHERE state IN ('due', 'sent')")
            if rows == 0 { return }
            try shareOut()
            try pass(60)
        }
        Issue.record("something goes out for ever")
    }

    /// A user pays the market, which takes it for a bid or not.
    private mutating func takeDeposit() throws {
        bids += 1
        let isAna = Bool.random(using: &random)
        let amount = Int64.random(in: 50...2000, using: &random)
        let wallet = try bench.store.wallets.ofMarket()?.address ?? ""
        let payer = isAna ? "ana-wallet" : "ben-wallet"
        ledger.balances[payer, default: 0] -= amount
        ledger.balances[wallet, default: 0] += amount
        let isFree = try bench.connection.firstInteger(
            """
            SELECT 1 FROM bid WHERE session = \(session) AND state = 'confirmed'
                AND resource = \(isAna ? 1 : 2)
            """)
        let isUsed = isFree == nil && Bool.random(using: &random)
        let bid = bids
        let isHeld = Bool.random(using: &random)
        let session = session
        try bench.bid(
            bid, max: amount, state: isUsed ? "confirmed" : "rejected", session: session,
            resource: isAna ? 1 : 2, user: isAna ? "ana" : "ben")
        try tell { bench in
            try bench.turn { turn in
                for _ in 1...2 {
                    _ = try turn.money.receive(
                        "in-\(bid)", payer: payer, wallet: wallet, amount: amount, for: bid)
                    if isUsed {
                        _ = try turn.money.claim("in-\(bid)", for: bid)
                    } else if !isHeld {
                        try turn.money.refund("in-\(bid)", because: "not used")
                    }
                }
                try OutgoingMachine(turn).advance()
            }
        }
    }

    private mutating func finishSession() throws {
        let number = session
        let confirmed = try bench.connection.prepare(
            """
            SELECT number, max_payment FROM bid WHERE session = \(number) AND state = 'confirmed'
            """
        ).rows { (number: $0.integer(at: 0), max: Int($0.integer(at: 1))) }
        let results = try confirmed.map { bid in
            let payment = Int.random(in: 0...bid.max, using: &random)
            let fee = payment / 20
            let first = Int.random(in: 0...(payment - fee), using: &random)
            return try bench.result(
                bid: bid.number, payment: payment, fee: fee,
                shares: [("a", first), ("b", payment - fee - first)])
        }
        session += 1
        try tell { bench in
            try bench.turn { turn in
                try turn.money.releaseHeld(number)
                for result in results + results {
                    #expect(try turn.money.book(result, of: number) == nil)
                }
                try bench.connection.execute(
                    """
                    UPDATE session SET state = 'finished' WHERE number = \(number);
                    INSERT INTO session
                        (state, mode, price, weights, parameters, seed, staged_at)
                        VALUES ('open', 'sound', 5, '[]', '\(MoneyBench.parameters)', 1, 0);
                    """)
                try OutgoingMachine(turn).advance()
            }
        }
    }
}

/// The way to the ledger and back.
extension MoneyRun {
    /// What the market asks in a turn goes on its way.
    private mutating func tell(_ body: (MoneyBench) throws -> Void) throws {
        try body(bench)
        asked += bench.inquiries
    }

    /// One request comes to its end, well or not.
    private mutating func passOn() throws {
        guard !asked.isEmpty else { return }
        let inquiry = asked.remove(at: Int.random(in: 0..<asked.count, using: &random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0...5: try deliver(inquiry)
        case 6:
            _ = ledger.answer(inquiry, &random)
            try giveUp(inquiry)
        case 7: try giveUp(inquiry)
        case 8: try tell { try $0.tell(.ledger(inquiry.subject, .refused(.failed, "in the bus"))) }
        default:
            delay(inquiry)
            try giveUp(inquiry)
        }
    }

    private mutating func deliver(_ inquiry: LedgerInquiry) throws {
        let answer = ledger.answer(inquiry, &random)
        try tell { try $0.tell(.ledger(inquiry.subject, answer)) }
    }

    private mutating func giveUp(_ inquiry: LedgerInquiry) throws {
        try tell { try $0.tell(.ledger(inquiry.subject, .silence("no answer"))) }
    }

    private mutating func delay(_ inquiry: LedgerInquiry) {
        stragglers.append((inquiry, until: bench.now.advanced(by: Self.longestWay)))
    }

    private mutating func arrive(_ place: Int) {
        _ = ledger.answer(stragglers.remove(at: place).0, &random)
    }

    private mutating func pass(_ seconds: Int) throws {
        let then = bench.now.advanced(by: .seconds(seconds))
        for place in stragglers.indices.reversed() where stragglers[place].until < then {
            arrive(place)
        }
        try tell { try $0.wait(seconds) }
    }

    /// The market stops; what it had asked is lost, or arrives some time.
    private mutating func crash() throws {
        for inquiry in asked where Bool.random(using: &random) { delay(inquiry) }
        asked = []
        try tell { try $0.restart() }
    }

    /// The market stops in the middle of a turn, and nothing of the turn is on disk.
    private mutating func crashBeforeCommit() throws {
        let handler = MarketHandler(bench.store, settings: bench.settings)
        var input = MarketInput.wake
        if let inquiry = asked.first {
            input = .ledger(inquiry.subject, ledger.answer(inquiry, &random))
        }
        #expect(throws: Stopped.self) {
            try bench.connection.transaction {
                _ = try handler.handle(input, at: bench.now.advanced(by: .seconds(70)))
                throw Stopped()
            }
        }
        try crash()
    }

    private mutating func changeWallet() throws {
        wallets += 1
        switch Int.random(in: 0..<4, using: &random) {
        case 0: try bench.connection.execute("UPDATE market SET wallet = 'w-\(wallets)'")
        case 1:
            try bench.connection.execute(
                "UPDATE wallet SET address = 'a-\(wallets)' WHERE user = 'ana'")
        case 2:
            try bench.connection.execute(
                "UPDATE wallet SET address = 'b-\(wallets)' WHERE user = 'ben'")
        default: try shareOut()
        }
    }

    /// The operator moves money between the market's addresses to where it is needed.
    private mutating func shareOut() throws {
        var money: Int64 = 0
        for (address, balance) in ledger.balances where isMarkets(address) {
            money += balance
            ledger.balances[address] = 0
        }
        let needs = try bench.connection.prepare(
            """
            SELECT source, sum(amount) FROM outgoing WHERE state IN ('due', 'sent')
            GROUP BY source ORDER BY source
            """
        ).rows { (address: $0.text(at: 0), amount: $0.integer(at: 1)) }
        for need in needs {
            let part = min(money, need.amount)
            ledger.balances[need.address, default: 0] += part
            money -= part
        }
        ledger.balances["market-wallet", default: 0] += money
    }

    private func isMarkets(_ address: String) -> Bool {
        address == "market-wallet" || address.hasPrefix("w-")
    }

    struct Stopped: Error {}
}

/// What has to hold.
extension MoneyRun {
    /// Nothing that went out in place of another went out beside it.
    func checkOnceOnly() throws {
        let rows = try bench.connection.prepare(
            "SELECT number, coalesce(former, 0) FROM outgoing ORDER BY number"
        ).rows { (number: $0.integer(at: 0), former: $0.integer(at: 1)) }
        let live = ledger.live
        var first: [Int64: Int64] = [:]
        var count: [Int64: Int] = [:]
        for row in rows {
            first[row.number] = first[row.former] ?? row.number
            guard live["m-\(row.number)"] != nil else { continue }
            count[first[row.number] ?? 0, default: 0] += 1
        }
        #expect(count.values.allSatisfy { $0 == 1 })
    }

    /// At rest: the books say what the ledger has done, no more and no less.
    func checkBooks() throws {
        let rows = try bench.connection.prepare(
            "SELECT number, source, address, amount FROM outgoing WHERE state = 'confirmed'"
        ).rows { row in
            (
                "m-\(row.integer(at: 0))",
                FakeLedger.Transfer(
                    from: row.text(at: 1), to: row.text(at: 2), amount: row.integer(at: 3),
                    state: "confirmed")
            )
        }
        #expect(Dictionary(uniqueKeysWithValues: rows) == ledger.live)
        let wallets = ledger.balances.filter { isMarkets($0.key) }.values.reduce(0, +)
        #expect(try bench.balance(.wallet) == wallets)
        for user in ["ana", "ben"] {
            let balance = try bench.store.balances.balance(of: user, in: bench.store.journal)
            #expect(balance.addsUp && balance.onTheWay == 0)
            #expect(balance.payable < 100)
        }
        let audit = try bench.ask("market.audit", ["user": "operator"])
        #expect(audit["ok"] == true && audit["waiting"] == [] && audit["sum"] == 0)
        #expect(audit["wallet"] == audit["owed"] && audit["held"] == 0)
    }
}
