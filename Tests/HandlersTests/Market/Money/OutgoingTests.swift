@testable import Handlers
import Store
import Testing
import Topics

struct OutgoingTests {
    private let bench: MoneyBench

    init() throws {
        bench = try MoneyBench()
        try bench.bid(1)
        try bench.deposit("t", 1000, bid: 1)
    }

    /// The session is over, and Ana's 1000 are to be paid out.
    private func payOut() throws {
        try bench.finish()
        try bench.tell(.wake)
        #expect(bench.asked == ["transfers.send m-1"])
    }

    @Test func `money that stands for a bid is paid out when its session is over`() throws {
        try bench.tell(.wake)
        #expect(bench.inquiries == [])
        try bench.finish()
        try bench.tell(.wake)
        #expect(
            bench.inquiries == [
                LedgerInquiry(
                    subject: .outgoing(1), method: "transfers.send",
                    parameters: [
                        "transfer": "m-1", "from": "market-wallet", "to": "ana-wallet",
                        "amount": 1000,
                    ])
            ])
        #expect(try bench.balance(.user("ana")) == 0)
        #expect(try bench.balance(.outgoing(1)) == -1000)
        try bench.ledger(1, MoneyBench.transfer("m-1", "pending", 1000))
        #expect(try bench.state(1) == "sent")
        try bench.wait(1)
        #expect(bench.asked == ["transfers.get m-1"])
        try bench.ledger(1, MoneyBench.transfer("m-1", "confirmed", 1000))
        #expect(try bench.state(1) == "confirmed")
        #expect(try bench.balance(.outgoing(1)) == 0)
        #expect(try bench.balance(.wallet) == 0)
        #expect(try bench.events() == ["payout-sent", "payout-confirmed"])
        #expect(try OutgoingMachine.nextWake(bench.store) == nil)
    }

    @Test func `without an answer the same is sent again, later each time`() throws {
        try payOut()
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
            try bench.ledger(1, .silence("no answer"))
            #expect(bench.inquiries == [])
            #expect(
                try OutgoingMachine.nextWake(bench.store)
                    == bench.now.advanced(by: .seconds(seconds)))
            try bench.wait(seconds)
            #expect(bench.asked == ["transfers.send m-1"])
        }
        #expect(try bench.state(1) == "due: no answer")
        try bench.ledger(1, MoneyBench.transfer("m-1", "confirmed", 1000))
        #expect(try bench.events() == ["payout-sent", "payout-confirmed"])
    }

    @Test func `a market that stops asks again what it had asked`() throws {
        try payOut()
        try bench.restart()
        #expect(bench.asked == ["transfers.send m-1"])
        try bench.ledger(1, MoneyBench.transfer("m-1", "pending", 1000))
        try bench.restart()
        #expect(bench.asked == ["transfers.get m-1"])
        try bench.ledger(1, MoneyBench.transfer("m-1", "confirmed", 1000))
        try bench.restart()
        #expect(bench.inquiries == [])
    }

    @Test func `a transfer that failed goes back to the user and out again under a new id`() throws
    {
        try payOut()
        try bench.ledger(1, MoneyBench.transfer("m-1", "failed", 1000))
        #expect(try bench.state(1) == "failed: the ledger says that the transfer failed")
        #expect(try bench.balance(.outgoing(1)) == 0)
        #expect(try bench.balance(.outgoing(2)) == -1000)
        #expect(bench.inquiries == [])
        try bench.wait(2)
        #expect(bench.asked == ["transfers.send m-2"])
        try bench.ledger(1, MoneyBench.transfer("m-1", "failed", 1000))
        try bench.ledger(2, MoneyBench.transfer("m-2", "confirmed", 1000))
        let row = try #require(try bench.store.outgoing.row(2))
        #expect(row.former == 1 && row.attempt == 2 && row.state == .confirmed)
        #expect(
            try bench.events() == ["payout-failed", "payout-sent", "payout-confirmed"])
    }

    @Test func `a refused transfer is sent again under its id when the ledger does not know it`()
        throws
    {
        try payOut()
        try bench.ledger(1, .refused(.conflict, "market-wallet has 3"))
        #expect(bench.asked == ["transfers.get m-1"])
        try bench.ledger(1, .refused(.notFound, "unknown"))
        #expect(bench.inquiries == [])
        #expect(try bench.state(1) == "due: market-wallet has 3")
        try bench.wait(1)
        #expect(bench.asked == ["transfers.send m-1"])
        try bench.ledger(1, .refused(.conflict, "market-wallet has 3"))
        #expect(bench.asked == ["transfers.get m-1"])
        try bench.ledger(1, MoneyBench.transfer("m-1", "pending", 1000))
        #expect(try bench.state(1) == "sent")
        #expect(try bench.events() == ["payout-failed", "payout-sent"])
    }

    @Test func `a refused transfer gives way to another one when the wallet has changed`() throws {
        try payOut()
        try bench.connection.execute("UPDATE wallet SET address = 'new' WHERE user = 'ana'")
        try bench.ledger(1, .refused(.malformed, "no address"))
        try bench.ledger(1, .refused(.notFound, "unknown"))
        #expect(try bench.state(1) == "failed: no address")
        try bench.wait(2)
        #expect(bench.asked == ["transfers.send m-2"])
        #expect(bench.inquiries.first?.parameters["to"] == "new")
    }

    @Test func `while an unanswered request may arrive there is no other transfer`()
        throws
    {
        try payOut()
        try bench.connection.execute("UPDATE wallet SET address = 'new' WHERE user = 'ana'")
        try bench.ledger(1, .silence("no answer"))
        for _ in 1...12 {
            try bench.wait(60)
            guard bench.asked == ["transfers.send m-1"] else { break }
            try bench.ledger(1, .refused(.malformed, "no address"))
            try bench.ledger(1, .refused(.notFound, "unknown"))
        }
        #expect(bench.asked == ["transfers.send m-2"])
        #expect(try bench.state(1) == "failed: no address")
        let row = try #require(try bench.store.outgoing.row(1))
        let (lost, failed) = (try #require(row.unansweredAt), try #require(row.settledAt))
        #expect(failed >= lost.advanced(by: .seconds(600)))
    }

    @Test func `a request that a stop of the market left without an answer may arrive too`() throws
    {
        try payOut()
        try bench.connection.execute("UPDATE wallet SET address = 'new' WHERE user = 'ana'")
        try bench.restart()
        try bench.ledger(1, .refused(.malformed, "no address"))
        try bench.ledger(1, .refused(.notFound, "unknown"))
        #expect(try bench.state(1) == "due: no address")
    }

    @Test func `what is due goes to the wallets of the moment when it is sent first`() throws {
        try payOut()
        try bench.ledger(1, MoneyBench.transfer("m-1", "failed", 1000))
        try bench.connection.execute(
            "UPDATE wallet SET address = 'new' WHERE user = 'ana'; UPDATE market SET wallet = 'w2'")
        try bench.wait(2)
        #expect(
            bench.inquiries.first?.parameters == [
                "transfer": "m-2", "from": "w2", "to": "new", "amount": 1000,
            ])
        // From now on it stays what it is.
        try bench.connection.execute("UPDATE wallet SET address = 'newer' WHERE user = 'ana'")
        try bench.ledger(2, .silence("no answer"))
        try bench.wait(1)
        #expect(bench.inquiries.first?.parameters["to"] == "new")
    }

    @Test func `a transfer that the ledger has forgotten is sent again under its id`() throws {
        try payOut()
        try bench.ledger(1, MoneyBench.transfer("m-1", "pending", 1000))
        try bench.wait(1)
        try bench.ledger(1, .refused(.notFound, "unknown"))
        #expect(try bench.state(1) == "due: the ledger has forgotten it")
        try bench.wait(2)
        #expect(bench.asked == ["transfers.send m-1"])
    }

    @Test(arguments: [
        (
            MoneyBench.transfer("m-1", "confirmed", 999),
            "the ledger says that 999 is paid, and not 1000"
        ),
        (
            MoneyBench.transfer("m-1", "pending", from: "x", 1000),
            "the ledger says that x pays, and not market-wallet"
        ),
        (
            MoneyBench.transfer("m-1", "failed", to: "x", 1000),
            "the ledger says that x gets it, and not ana-wallet"
        ), (MoneyBench.transfer("m-9", "confirmed", 1000), "the ledger tells of the transfer m-9"),
    ])
    func `what contradicts the books stops, and an operator says how it ended`(
        _ answer: LedgerAnswer, _ reason: String
    ) throws {
        try payOut()
        try bench.ledger(1, answer)
        #expect(try bench.state(1) == "stopped: \(reason)")
        #expect(try bench.balance(.outgoing(1)) == -1000)
        try bench.restart()
        #expect(bench.inquiries == [])
        #expect(try bench.events() == ["outgoing-stopped"])
        let audit = try bench.ask("market.audit", ["user": "operator"])
        #expect(audit["ok"] == false && audit["findings"] == [])
        #expect(audit["stopped"]?[0]?["trouble"] == .string(reason))
        let settled = try bench.ask(
            "outgoing.settle", ["user": "operator", "number": 1, "as": "failed"])
        #expect(settled["state"] == "failed")
        try bench.wait(2)
        #expect(bench.asked == ["transfers.send m-2"])
    }

    @Test func `an answer that is no answer counts as none`() throws {
        try payOut()
        try bench.ledger(1, .ok(["transfer": "m-1", "state": "done"]))
        #expect(try bench.state(1) == "due: the ledger's answer is no transfer")
        try bench.wait(1)
        #expect(bench.asked == ["transfers.send m-1"])
        try bench.ledger(1, .refused(.peerLost, "the ledger went away"))
        #expect(try bench.state(1) == "due: peer-lost: the ledger went away")
        // Nobody has asked, so these change nothing.
        try bench.ledger(1, .refused(.conflict, "late"))
        try bench.ledger(1, .silence("late"))
        try bench.ledger(7, .silence("unknown"))
        #expect(try bench.state(1) == "due: peer-lost: the ledger went away")
    }

    @Test func `a refund leaves from the wallet that it came to`() throws {
        try bench.bid(2, state: "rejected", resource: 1)
        try bench.turn { turn in
            _ = try turn.money.receive(
                "u", payer: "payer", wallet: "market-wallet", amount: 7, for: 2)
            try turn.money.refund("u", because: "the wrong amount")
        }
        try bench.connection.execute("UPDATE market SET wallet = 'w2'")
        try bench.tell(.wake)
        #expect(
            bench.inquiries.first?.parameters == [
                "transfer": "m-1", "from": "market-wallet", "to": "payer", "amount": 7,
            ])
        try bench.ledger(1, MoneyBench.transfer("m-1", "failed", to: "payer", 7))
        #expect(try bench.balance(.outgoing(2)) == -7)
        try bench.wait(2)
        #expect(bench.inquiries.first?.parameters["from"] == "market-wallet")
        try bench.ledger(2, MoneyBench.transfer("m-2", "confirmed", to: "payer", 7))
        #expect(
            try bench.events() == ["refund-failed", "refund-sent", "refund-confirmed"])
        #expect(try bench.balance(.wallet) == 1000)
        try bench.restart()
    }

    @Test func `the ledger is asked about so many at a time`() throws {
        try bench.bid(2, state: "rejected")
        try bench.turn { turn in
            for number in 1...40 {
                _ = try turn.money.receive(
                    "u\(number)", payer: "payer", wallet: "market-wallet", amount: 7, for: 2)
                try turn.money.refund("u\(number)", because: "late")
            }
        }
        try bench.tell(.wake)
        #expect(bench.inquiries.count == 32)
        #expect(try OutgoingMachine.nextWake(bench.store) == bench.now.advanced(by: .seconds(60)))
        try bench.ledger(3, MoneyBench.transfer("m-3", "confirmed", to: "payer", 7))
        #expect(bench.asked == ["transfers.send m-33"])
        // Whoever should have told of answers has not: it is all asked again.
        try bench.wait(60)
        #expect(bench.inquiries.count == 32)
    }
}
