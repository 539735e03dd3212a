@testable import Handlers
import Store
import Testing
import Topics

struct MoneyTests {
    private let bench: MoneyBench

    init() throws {
        bench = try MoneyBench()
        try bench.bid(1)
    }

    @Test func `a transfer is received and claimed once`() throws {
        try bench.deposit("t", 1000, bid: 1)
        try bench.turn { turn in
            let again = try turn.money.receive(
                "t", payer: "ana-wallet", wallet: "market-wallet", amount: 1000, for: 1)
            #expect(again == .known)
            #expect(try !turn.money.claim("t", for: 1))
            #expect(try !turn.money.refund("t", because: "no"))
        }
        #expect(try bench.balance(.wallet) == 1000)
        #expect(try bench.balance(.user("ana")) == -1000)
        #expect(try bench.balance(.held("t")) == 0)
    }

    @Test func `what is more than the market can have is refused`() throws {
        try bench.turn { turn in
            let receipt = try turn.money.receive(
                "t", payer: "p", wallet: "market-wallet", amount: Amount.limit + 1, for: 1)
            #expect(
                receipt
                    == .refused(
                        "9007199254740993 more than the 0 that the market has is more than "
                            + "9007199254740992, the most that it can have"))
            #expect(try turn.money.deposit("t") == nil)
        }
    }

    @Test func `what the market moves between its own addresses is no deposit`() throws {
        try receive("t", 600)
        try bench.connection.execute("UPDATE market SET wallet = 'w2'")
        for (payer, wallet) in [("market-wallet", "w2"), ("w2", "market-wallet"), ("w3", "w3")] {
            let receipt = try bench.turn { turn in
                try turn.money.receive("move", payer: payer, wallet: wallet, amount: 5, for: 1)
            }
            let reason = "\(payer), from which the transfer comes, is the market's own"
            #expect(receipt == .refused(reason))
        }
    }

    @Test func `a deposit that no bid uses goes back, once`() throws {
        try receive("t", 600)
        try bench.turn { turn throws in
            #expect(try turn.money.refund("t", because: "the wrong amount"))
            #expect(try !turn.money.refund("t", because: "again"))
            #expect(try !turn.money.claim("t", for: 1))
        }
        let row = try #require(try bench.store.outgoing.row(1))
        #expect(row.kind == .refund && row.address == "payer" && row.source == "market-wallet")
        #expect(row.amount == 600 && row.reason == "the wrong amount" && row.state == .due)
        #expect(try bench.balance(.held("t")) == 0)
        #expect(try bench.balance(.outgoing(1)) == -600)
    }

    @Test func `what is held when the gate closes goes back, and what is used stays`() throws {
        try bench.deposit("used", 1000, bid: 1)
        try receive("held-1", 5)
        try receive("held-2", 6)
        try bench.turn { try $0.money.releaseHeld(1) }
        #expect(try bench.balance(.outgoing(1)) == -5)
        #expect(try bench.balance(.outgoing(2)) == -6)
        #expect(try bench.balance(.user("ana")) == -1000)
        try bench.turn { try $0.money.releaseHeld(1) }
        #expect(try bench.store.outgoing.row(3) == nil)
    }

    @Test func `a session's outcomes are booked once, to each resource`() throws {
        try bench.deposit("t", 1000, bid: 1)
        let result = try bench.result(
            bid: 1, payment: 400, fee: 20, shares: [("b", 300), ("b2", 80), ("a", 0)])
        for _ in 1...2 {
            let objection = try bench.turn { try $0.money.book(result, of: 1) }
            #expect(objection == nil)
        }
        #expect(try bench.balance(.user("ana")) == -600)
        #expect(try bench.balance(.user("ben")) == -380)
        #expect(try bench.balance(.fees) == -20)
        #expect(try bench.balance(.wallet) == 1000)
    }

    @Test(arguments: [
        (1001, 1, 1000, "the bid bid-1 is to pay 1001 of at most 1000"),
        (400, 20, 381, "the bid bid-1 pays 400, and 401 is divided"),
        (400, 400, -1, "the bid bid-1 brings b -1"),
        (-1, -1, 0, "the bid bid-1 is to pay -1 of at most 1000"),
    ])
    func `a result that does not add up is not booked`(
        _ payment: Int, _ fee: Int, _ revenue: Int, _ reason: String
    ) throws {
        try bench.deposit("t", 1000, bid: 1)
        let result = try bench.result(
            bid: 1, payment: payment, fee: fee, shares: [("b", revenue)])
        let objection = try bench.turn { try $0.money.book(result, of: 1) }
        #expect(objection == reason)
        #expect(try bench.store.journal.lastEntry == 2)
    }

    private func receive(_ transfer: String, _ amount: Int64) throws {
        try bench.turn { turn in
            let receipt = try turn.money.receive(
                transfer, payer: "payer", wallet: "market-wallet", amount: amount, for: 1)
            #expect(receipt == .received)
        }
    }
}
