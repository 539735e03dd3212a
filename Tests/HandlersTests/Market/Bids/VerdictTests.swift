import Handlers
import Store
import Testing
import Topics

/// What the market finds about payments at the ledger, and what becomes of the money.
struct VerdictTests {
    private let town: MarketTown

    init() throws {
        town = try MarketTown()
        try town.tell(.started)
        #expect(try town.session() == "1 open")
    }

    /// After all is settled and paid out nothing is left in the market but what users are owed.
    private func expectReturned(_ amount: Int64, to user: String) throws {
        try town.pass(.seconds(60))
        let back = town.ledger.transfers.filter { $0.value.payer == "market-wallet" }
        let sums = back.values.flatMap(\.outputs).filter { $0.payee == "\(user)-wallet" }
        #expect(sums.reduce(0) { $0 + $1.amount } == amount)
        try town.checkBooks()
    }

    @Test func `a payment of the cap from the user's wallet confirms a bid`() throws {
        let bid = try town.place("ana")
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        #expect(try town.declare("ana", bid, "t") == "pending")
        try town.carryOut()
        #expect(try town.state(bid) == "confirmed")
        #expect(try town.balance("ana") == 20_000_000)
        #expect(town.events("bid-confirmed") == ["bid-confirmed \(bid)"])
        try town.checkBooks()
    }

    @Test func `parts of a transfer that go to the market are taken together`() throws {
        let bid = try town.place("ana")
        town.ledger.pay("t", from: "ana-wallet", 5_000_000)
        town.ledger.transfers["t"]?.outputs += [
            (payee: "shop", amount: 7), (payee: "market-wallet", amount: 15_000_000),
        ]
        try town.declare("ana", bid, "t")
        try town.carryOut()
        #expect(try town.state(bid) == "confirmed")
        try town.checkBooks()
    }

    @Test func `a transfer that the ledger does not know is waited for until all is settled`()
        throws
    {
        let bid = try town.place("ana")
        try town.declare("ana", bid, "t")
        try town.pass(.seconds(3_599))
        #expect(try town.state(bid) == "pending")
        try town.pass(.seconds(20))
        #expect(try town.state(bid) == "pending")
        #expect(try town.session() == "1 closed")
        try town.pass(.seconds(20))
        #expect(try town.state(bid) == "rejected unknown")
        // It came after all: it goes back.
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        try expectReturned(20_000_000, to: "ana")
        #expect(try town.state(bid) == "rejected unknown")
    }

    @Test func `a transfer that the ledger never hears of is asked about for a day`() throws {
        let bid = try town.place("ana")
        try town.declare("ana", bid, "t")
        try town.pass(.seconds(86_400 - 60))
        #expect(town.open.isEmpty)
        #expect(try town.asksAgain(bid))
        try town.pass(.seconds(120))
        #expect(try !town.asksAgain(bid))
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        try town.pass(.seconds(86_400))
        #expect(try town.balance("ana") == 0)
    }

    @Test func `a transfer that failed rejects a bid at once`() throws {
        let bid = try town.place("ana")
        town.ledger.pay("t", from: "ana-wallet", 20_000_000, state: "failed")
        try town.declare("ana", bid, "t")
        try town.carryOut()
        #expect(try town.state(bid) == "rejected unknown")
        // Another bid may be placed, and paid by another transfer.
        let next = try town.placePaid("ana")
        try town.carryOut()
        #expect(try town.state(next) == "confirmed")
        try town.checkBooks()
    }

    @Test func `a payment to somebody else rejects a bid`() throws {
        let bid = try town.place("ana")
        town.ledger.pay("t", from: "ana-wallet", 20_000_000, to: "shop")
        try town.declare("ana", bid, "t")
        try town.carryOut()
        #expect(try town.state(bid) == "rejected address")
        try expectReturned(0, to: "ana")
    }

    @Test(arguments: [Int64(19_999_999), 20_000_001])
    func `a payment of another amount rejects a bid, and goes back`(amount: Int64) throws {
        let bid = try town.place("ana")
        town.ledger.pay("t", from: "ana-wallet", amount)
        try town.declare("ana", bid, "t")
        try town.carryOut()
        #expect(try town.state(bid) == "rejected amount")
        try expectReturned(amount, to: "ana")
    }

    @Test func `who names the transfer of another first gets nothing, and does no harm`() throws {
        let (thief, owner) = (try town.place("ben"), try town.place("ana"))
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        try town.declare("ben", thief, "t")
        try town.carryOut()
        #expect(try town.state(thief) == "rejected payer")
        try town.checkBooks()
        try town.declare("ana", owner, "t")
        try town.carryOut()
        #expect(try town.state(owner) == "confirmed")
        #expect(try (town.balance("ana"), town.balance("ben")) == (20_000_000, 0))
        try town.checkBooks()
    }

    @Test(arguments: [false, true])
    func `of two who wait for the same transfer its payer gets it`(thiefFirst: Bool) throws {
        let (thief, owner) = (try town.place("ben"), try town.place("ana"))
        try town.declare("ben", thief, "t")
        try town.declare("ana", owner, "t")
        try town.carryOut()
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        let answer = town.ledger.look("t")
        for bid in thiefFirst ? [Int64(1), 2] : [2, 1] { try town.tell(.ledger(.bid(bid), answer)) }
        #expect(try town.state(owner) == "confirmed")
        #expect(try town.state(thief) == (thiefFirst ? "rejected payer" : "rejected duplicate"))
        #expect(try town.balance("ana") == 20_000_000)
        try town.checkBooks()
    }

    @Test func `the market's own money is nobody's deposit`() throws {
        let bid = try town.place("ana")
        try town.ask("market-wallet.set", ["user": "operator", "address": "market-new"])
        town.ledger.pay("t", from: "market-new", 20_000_000)
        try town.declare("ana", bid, "t")
        try town.carryOut()
        #expect(try town.state(bid) == "rejected payer")
        try town.pass(.seconds(60))
        #expect(town.ledger.transfers.count == 1)
    }

    @Test func `money that only a stranger has named goes back when all is settled`() throws {
        let thief = try town.place("ben")
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        try town.declare("ben", thief, "t")
        try town.pass(.seconds(1_800))
        #expect(town.ledger.balance(of: "market-wallet") == 20_000_000)
        try town.pass(.seconds(1_860))
        try expectReturned(20_000_000, to: "ana")
        #expect(try town.balance("ben") == 0)
    }

    @Test func `a stranger who names it after settling only sends it back sooner`() throws {
        let thief = try town.place("ben")
        try town.declare("ben", thief, "t")
        try town.pass(.seconds(3_640))
        #expect(try town.state(thief) == "rejected unknown")
        town.settings.schedule = .manual
        try town.ask("sessions.run", ["user": "operator"])
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        try town.pass(.seconds(3_600))
        try expectReturned(20_000_000, to: "ana")
    }

    @Test func `one transfer pays for one bid`() throws {
        try town.ask(
            "resources.create",
            [
                "user": "ana", "id": "ana-two", "name": "two", "kind": "measurements",
                "to_forecast": true,
            ])
        let first = try town.place("ana")
        let second = try #require(
            town.ask(
                "bids.place",
                [
                    "user": "ana", "resource": "ana-two", "price": 1, "max_payment": 20_000_000,
                    "gain": "mae",
                ])["bid"]?.string)
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        try town.declare("ana", first, "t")
        try town.declare("ana", second, "t")
        try town.carryOut()
        #expect(try town.state(first) == "confirmed")
        #expect(try town.state(second) == "rejected duplicate")
        #expect(try town.balance("ana") == 20_000_000)
        // Nor does it in the next session.
        try town.pass(.seconds(3_700))
        let third = try town.place("ana")
        try town.declare("ana", third, "t")
        try town.carryOut()
        #expect(try town.state(third) == "rejected duplicate")
        try town.checkBooks()
    }

    @Test func `the silence of the ledger makes bids late, and their money goes back`() throws {
        let bid = try town.placePaid("ana")
        town.ledger.isSilent = true
        try town.pass(.seconds(3_640))
        #expect(try town.state(bid) == "rejected late")
        #expect(try town.session() == "2 open")
        town.ledger.isSilent = false
        try expectReturned(20_000_000, to: "ana")
        #expect(try town.state(bid) == "rejected late")
        #expect(try town.balance("ana") == 0)
    }

    @Test(arguments: [(-1, "confirmed"), (0, "rejected late"), (1, "rejected late")])
    func `an answer counts until the time for payments is over`(
        microseconds: Int, state: String
    ) throws {
        let bid = try town.placePaid("ana")
        town.ledger.transfers["pay-\(bid)"]?.state = "pending"
        try town.pass(.seconds(3_600))
        #expect(try town.session() == "1 closed")
        town.ledger.transfers["pay-\(bid)"]?.state = "confirmed"
        let settleBy = try #require(
            town.ask("sessions.get", ["user": "ana"])["settle_by"]?.string)
        town.now = try Timestamp(settleBy).advanced(by: .microseconds(microseconds))
        try town.tell(.ledger(.bid(1), town.ledger.look("pay-\(bid)")))
        #expect(try town.state(bid) == state)
        try town.pass(.seconds(60))
        #expect(try town.balance("ana") == 0)
        try expectReturned(20_000_000, to: "ana")
    }

    @Test func `a bid that is cancelled while the ledger is asked gets its money back`() throws {
        let bid = try town.placePaid("ana")
        let asked = town.open
        town.open = []
        try town.ask("bids.cancel", ["user": "ana", "bid": .string(bid)])
        town.open = asked
        try expectReturned(20_000_000, to: "ana")
        #expect(try town.state(bid) == "cancelled")
        #expect(town.events("bid-confirmed") == [])
    }

    @Test func `a bid that is cancelled once it was paid for leaves the money to its user`() throws
    {
        let bid = try town.placePaid("ana")
        try town.carryOut()
        try town.ask("bids.cancel", ["user": "ana", "bid": .string(bid)])
        try expectReturned(20_000_000, to: "ana")
        #expect(try town.balance("ana") == 0)
    }

    @Test func `money of a cancelled bid is for the next bid that names it`() throws {
        let first = try town.placePaid("ana")
        town.open = []
        try town.ask("bids.cancel", ["user": "ana", "bid": .string(first)])
        let second = try town.place("ana", price: 6_000_000)
        try town.declare("ana", second, "pay-\(first)")
        try town.pass(.seconds(30))
        #expect(try town.state(first) == "cancelled")
        #expect(try town.state(second) == "confirmed")
        #expect(try town.balance("ana") == 20_000_000)
        try town.checkBooks()
    }

    @Test func `a payment that is named for a bid without one once the gate is closed goes back`()
        throws
    {
        let bid = try town.place("ana")
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        try town.pass(.seconds(3_600))
        #expect(try town.state(bid) == "rejected late")
        #expect(try town.declare("ana", bid, "t") == "rejected")
        try expectReturned(20_000_000, to: "ana")
        #expect(town.events("bid-rejected") == ["bid-rejected \(bid) late"])
    }

    @Test func `wallets count as they were when a bid was placed`() throws {
        let (old, other) = (try town.place("ana"), try town.place("ben"))
        try town.ask("wallets.set", ["user": "ana", "address": "ana-new"])
        try town.ask("market-wallet.set", ["user": "operator", "address": "market-new"])
        let new = try town.place("cid")
        for (user, bid) in [("ana", old), ("ben", other), ("cid", new)] {
            town.ledger.pay("t-\(user)", from: "\(user)-wallet", 20_000_000)
            try town.declare(user, bid, "t-\(user)")
        }
        try town.carryOut()
        #expect(try town.state(old) == "confirmed")
        #expect(try town.state(other) == "confirmed")
        // This one was told to pay the new wallet.
        #expect(try town.state(new) == "rejected address")
    }

    @Test func `a confirmed transfer is booked once, however often it is told`() throws {
        let bid = try town.placePaid("ana")
        guard case .askLedger(let inquiry)? = town.open.first else {
            Issue.record("the ledger is not asked")
            return
        }
        for _ in 0..<3 { try town.tell(.ledger(.bid(1), town.ledger.answer(inquiry))) }
        #expect(try town.state(bid) == "confirmed")
        #expect(try town.balance("ana") == 20_000_000)
        #expect(town.events("bid-confirmed").count == 1)
        try town.checkBooks()
    }

    @Test func `an answer that is no transfer, or another one, decides nothing`() throws {
        let bid = try town.place("ana")
        try town.declare("ana", bid, "t")
        let answers: [LedgerAnswer] = [
            .ok("yes"), .ok(["transfer": "t", "state": "confirmed"]),
            .ok([
                "transfer": "u", "state": "confirmed", "payer": "ana-wallet",
                "outputs": [["payee": "market-wallet", "amount": 20_000_000]],
            ]),
            .ok([
                "transfer": "t", "state": "confirmed", "payer": "ana-wallet",
                "outputs": [["payee": "market-wallet", "amount": -20_000_000]],
            ]),
            .refused(.failed, "out of order"), .refused(.nobodyServes, "nobody is there"),
        ]
        for answer in answers { try town.tell(.ledger(.bid(1), answer)) }
        #expect(try town.state(bid) == "pending")
        #expect(try town.balance("ana") == 0)
    }
}

extension MarketTown {
    /// Whether the ledger is to be asked about the transfer of a bid some time.
    fileprivate func asksAgain(_ bid: String) throws -> Bool {
        let query = try connection.prepare("SELECT 1 FROM bid WHERE id = ? AND ask_at IS NOT NULL")
        try query.bind(bid, at: 1)
        return try query.firstRow { _ in true } ?? false
    }
}
