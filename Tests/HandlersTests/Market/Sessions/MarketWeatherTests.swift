import Handlers
import TestSupport
import Testing
import Topics

/// Everything that may happen to bids and payments, by seed: no money is lost, doubled or kept.
struct MarketWeatherTests {
    @Test(arguments: Seeds(usually: 5).all)
    func `all money is owed to somebody, whatever happens`(seed: UInt64) throws {
        var weather = MarketWeather(try MarketTown(), seed: seed)
        for _ in 0..<120 {
            try weather.step()
            try weather.checkSum()
        }
        try weather.settle()
    }
}

/// Users who bid, pay well and badly, name each other's transfers; a ledger that is slow or silent; stops.
private struct MarketWeather {
    let town: MarketTown
    private var random: SeededRandom
    private var bids: [String] = []
    private var transfers: [String] = []

    init(_ town: MarketTown, seed: UInt64) {
        self.town = town
        random = SeededRandom(seed: seed)
        town.settings.leastPayout = 1
    }

    mutating func step() throws {
        let user = MarketTown.users.randomElement(using: &random) ?? "ana"
        switch Int.random(in: 0..<18, using: &random) {
        case 0, 1, 2:
            let reply = try town.ask(
                "bids.place",
                [
                    "user": .string(user), "resource": "\(user)-farm", "price": 5_000_000,
                    "max_payment": JSONValue(amount()), "gain": "mse",
                ])
            if let bid = reply["bid"]?.string { bids.append(bid) }
        case 3: pay(from: user)
        case 4, 15: try payFor(bids.suffix(3).randomElement(using: &random))
        case 5, 6, 7, 8: try declare()
        case 9:
            guard let bid = bids.randomElement(using: &random) else { return }
            let owner = try town.ask("bids.get", ["user": "operator", "bid": .string(bid)])["user"]
            try town.ask("bids.cancel", ["user": owner ?? "", "bid": .string(bid)])
        case 10: town.ledger.isSilent.toggle()
        case 11: for transfer in transfers where Bool.random(using: &random) { settle(transfer) }
        case 12: try town.restart()
        case 13: town.open.shuffle(using: &random)
        case 14: try town.carryOut()
        default: try town.pass(.seconds(Int.random(in: 1...2_400, using: &random)))
        }
    }

    /// The books add up, and say no more than the market has at the ledger.
    func checkSum() throws {
        let audit = try town.ask("market.audit", ["user": "operator"])
        #expect(audit["sum"] == 0, "\(audit)")
        #expect(audit["findings"] == [], "\(audit)")
        let wallet = try #require(audit["wallet"]?.integer)
        #expect(Int64(wallet) <= town.ledger.balance(of: "market-wallet") + onTheWay)
    }

    /// What has left the market at the ledger, and is not booked yet.
    private var onTheWay: Int64 {
        town.ledger.transfers.values.filter { $0.payer == "market-wallet" }
            .flatMap(\.outputs).reduce(0) { $0 + $1.amount }
    }

    private mutating func amount() -> Int64 {
        Bool.random(using: &random) ? 5_000 : 7_000
    }

    private mutating func pay(from user: String) {
        let transfer = "t\(transfers.count)"
        let states = ["confirmed", "confirmed", "pending", "failed"]
        town.ledger.pay(
            transfer, from: "\(user)-wallet", amount(),
            to: Int.random(in: 0..<8, using: &random) == 0 ? "shop" : "market-wallet",
            state: states.randomElement(using: &random) ?? "confirmed")
        transfers.append(transfer)
    }

    /// A bid is paid as it should be; most often that is said, too.
    private mutating func payFor(_ id: String?) throws {
        guard let id else { return }
        let bid = try town.ask("bids.get", ["user": "operator", "bid": .string(id)])
        let (user, amount) = (bid["user"]?.string ?? "", Int64(bid["max_payment"]?.integer ?? 0))
        let transfer = "t\(transfers.count)"
        let state = Int.random(in: 0..<3, using: &random) == 0 ? "pending" : "confirmed"
        town.ledger.pay(transfer, from: "\(user)-wallet", amount, state: state)
        transfers.append(transfer)
        if Int.random(in: 0..<4, using: &random) > 0 { try town.declare(user, id, transfer) }
    }

    private mutating func declare() throws {
        guard let bid = bids.suffix(6).randomElement(using: &random) else { return }
        let owner = try town.ask("bids.get", ["user": "operator", "bid": .string(bid)])["user"]
        let transfer = transfers.suffix(6).randomElement(using: &random) ?? "nothing"
        try town.declare(owner?.string ?? "", bid, transfer)
    }

    private func settle(_ transfer: String) {
        guard town.ledger.transfers[transfer]?.state == "pending" else { return }
        town.ledger.transfers[transfer]?.state = "confirmed"
    }

    /// The ledger answers again, all sessions end, and what was named for bids is nobody's but its payers'.
    mutating func settle() throws {
        town.ledger.isSilent = false
        for transfer in transfers { settle(transfer) }
        try town.restart()
        town.settings.schedule = .manual
        try town.ask("sessions.run", ["user": "operator"])
        try town.pass(.seconds(600))
        #expect(try town.session().hasSuffix("finished"))
        let list = try town.ask("bids.list", ["user": "operator", "limit": 1_000])
        let named = Set((list["bids"]?.array ?? []).compactMap { $0["transfer"]?.string })
        // Nobody has data, so that nobody pays: what was not named is all that the market keeps.
        var unnamed: Int64 = 0
        for id in transfers where !named.contains(id) {
            guard let transfer = town.ledger.transfers[id], transfer.state == "confirmed" else {
                continue
            }
            for output in transfer.outputs where output.payee == "market-wallet" {
                unnamed += output.amount
            }
        }
        let audit = try town.ask("market.audit", ["user": "operator"])
        #expect(audit["wallet"] == 0)
        #expect(audit["held"] == 0)
        #expect(town.ledger.balance(of: "market-wallet") == unnamed)
    }
}
