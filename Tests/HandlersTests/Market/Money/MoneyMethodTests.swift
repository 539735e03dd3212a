@testable import Handlers
import Store
import Testing
import Topics

/// Transcripts of what users and operators ask about money.
struct MoneyMethodTests {
    private let bench: MoneyBench

    /// Ana has deposited 1000 and paid 400, of which Ben has 380; the session is over, and nothing is paid
    /// out below 10,000.
    init() throws {
        bench = try MoneyBench()
        bench.settings.leastPayout = 10_000
        try bench.bid(1)
        try bench.deposit("t", 1000, bid: 1)
        let result = try bench.result(
            bid: 1, payment: 400, fee: 20, shares: [("b", 300), ("b2", 80)])
        try bench.turn { _ = try $0.money.book(result, of: 1) }
        try bench.finish()
    }

    @Test func `a balance says how it came to be`() throws {
        let balance: JSONValue = [
            "user": "ana", "balance": 600, "locked": 0, "payable": 600, "deposited": 1000,
            "payments": 400, "revenues": 0, "paid_out": 0, "on_the_way": 0, "refunded": 0,
        ]
        #expect(try bench.ask("balances.get", ["user": "ana"]) == balance)
        #expect(try bench.ask("balances.get", ["user": "operator", "of": "ana"]) == balance)
        #expect(
            try bench.refusal("balances.get", ["user": "ana", "of": "ben"]) == "not-an-operator")
    }

    @Test func `an operator sees all balances, page by page`() throws {
        let first = try bench.ask("balances.list", ["user": "operator", "limit": 2])
        #expect(first["balances"]?.array?.compactMap { $0["balance"]?.integer } == [600, 380])
        #expect(first["next"] == "ben")
        let rest = try bench.ask("balances.list", ["user": "operator", "after": "ben"])
        #expect(rest["balances"]?[0]?["user"] == "operator")
        #expect(rest["next"] == .null)
        #expect(try bench.refusal("balances.list", ["user": "ana"]) == "not-an-operator")
    }

    @Test func `the balances of sessions are told for each user and each resource`() throws {
        let ana = try bench.ask("balances.sessions", ["user": "ana"])
        #expect(
            ana == [
                "sessions": [
                    [
                        "session": 1, "user": "ana", "deposit": 1000, "payment": 400, "revenue": 0,
                        "balance": 600,
                    ]
                ], "next": .null,
            ])
        let ben = try bench.ask("balances.sessions", ["user": "ben", "by_resource": true])
        let rows = ben["sessions"]?.array ?? []
        #expect(rows.compactMap { $0["resource"]?.string } == ["b", "b2"])
        #expect(rows.compactMap { $0["revenue"]?.integer } == [300, 80])
        let all = try bench.ask("balances.sessions", ["user": "operator", "limit": 1])
        #expect(all["sessions"]?.array?.compactMap { $0["user"]?.string } == ["ana", "ben"])
        #expect(all["next"] == .null)
    }

    @Test func `balances of sessions go on after a session`() throws {
        for session in 2...3 {
            try bench.connection.execute(
                """
                INSERT INTO session (number, state, mode, price, weights, parameters, seed, staged_at)
                VALUES (\(session), 'finished', 'sound', 5, '[]', '\(MoneyBench.parameters)', 1, 0)
                """)
            try bench.bid(Int64(session), session: Int64(session))
            try bench.deposit("t\(session)", 1000, bid: Int64(session))
        }
        let first = try bench.ask("balances.sessions", ["user": "ana", "limit": 2])
        #expect(first["sessions"]?.array?.compactMap { $0["session"]?.integer } == [1, 2])
        #expect(first["next"] == 2)
        let rest = try bench.ask("balances.sessions", ["user": "ana", "limit": 2, "after": 2])
        #expect(rest["sessions"]?.array?.compactMap { $0["session"]?.integer } == [3])
        #expect(rest["next"] == .null)
    }

    @Test func `transactions are told from the user's side`() throws {
        try bench.ask("payouts.request", ["user": "ben", "amount": 80])
        try bench.ledger(1, MoneyBench.transfer("m-1", "failed", to: "ben-wallet", 80))
        let ana = try transactions(["user": "ana"])
        #expect(ana == ["transfer_in 1000 a 1000", "payment -400 a 600"])
        #expect(
            try transactions(["user": "ben"]) == [
                "revenue 300 b 300", "revenue 80 b2 380", "transfer_out -80  300",
                "transfer_returned 80  380", "transfer_out -80  300",
            ])
        #expect(try transactions(["user": "operator", "session": 1, "limit": 3]).count == 3)
        #expect(try transactions(["user": "ana", "after": 100]) == [])
    }

    private func transactions(_ fields: JSONValue) throws -> [String] {
        let rows = try bench.ask("transactions.list", fields)["transactions"]?.array ?? []
        return rows.map { row in
            "\(row["type"]?.string ?? "") \(row["amount"]?.integer ?? 0) "
                + "\(row["resource"]?.string ?? "") \(row["balance"]?.integer ?? 0)"
        }
    }

    @Test func `a user asks for a payout below the least, for all or a part of it`() throws {
        #expect(
            try bench.refusal("payouts.request", ["user": "ana", "amount": 601])
                == "balance-too-low")
        #expect(try bench.refusal("payouts.request", ["user": "ana", "amount": 0]) == "bad-fields")
        let payout = try bench.ask("payouts.request", ["user": "ana", "amount": 100])
        #expect(payout["amount"] == 100 && payout["state"] == "due" && payout["transfer"] == "m-1")
        #expect(bench.asked == ["transfers.send m-1"])
        #expect(try bench.refusal("payouts.request", ["user": "ana"]) == "payout-under-way")
        try bench.ledger(1, MoneyBench.transfer("m-1", "confirmed", 100))
        #expect(try bench.ask("payouts.request", ["user": "ana"])["amount"] == 500)
        let list = try bench.ask("payouts.list", ["user": "ana", "state": "confirmed"])
        #expect(list["payouts"]?.array?.compactMap { $0["number"]?.integer } == [1])
        let balance = try bench.ask("balances.get", ["user": "ana"])
        #expect(balance["paid_out"] == 100 && balance["on_the_way"] == 500)
        #expect(try bench.ask("payouts.list", ["user": "ben"])["payouts"] == [])
    }

    @Test func `without a wallet there is no payout`() throws {
        try bench.connection.execute("DELETE FROM wallet WHERE user = 'ana'")
        #expect(try bench.refusal("payouts.request", ["user": "ana"]) == "no-wallet")
        try bench.connection.execute("UPDATE market SET wallet = NULL")
        #expect(try bench.refusal("payouts.request", ["user": "ben"]) == "no-market-wallet")
        try bench.tell(.wake)
        #expect(bench.inquiries == [])
    }

    @Test func `a request with an id is paid out once`() throws {
        let request: JSONValue = ["user": "ana", "amount": 100, "request": "r1"]
        let payout = try bench.ask("payouts.request", request)
        try bench.ledger(1, MoneyBench.transfer("m-1", "confirmed", 100))
        #expect(try bench.ask("payouts.request", request) == payout)
        #expect(try bench.store.outgoing.row(2) == nil)
    }

    @Test func `refunds are shown to whose bid brought the deposit`() throws {
        try bench.bid(2, state: "rejected")
        try bench.turn { turn in
            _ = try turn.money.receive(
                "u", payer: "payer", wallet: "market-wallet", amount: 7, for: 2)
            try turn.money.refund("u", because: "the wrong amount")
        }
        let refunds = try bench.ask("refunds.list", ["user": "ana"])
        let refund = refunds["refunds"]?[0]
        #expect(refund?["deposit"] == "u" && refund?["to"] == "payer")
        #expect(refund?["reason"] == "the wrong amount")
        #expect(try bench.ask("refunds.list", ["user": "ben"])["refunds"] == [])
        let all = try bench.ask("refunds.list", ["user": "operator"])
        #expect(all["refunds"]?[0]?["transfer"] == "m-1")
        try bench.ledger(1, MoneyBench.transfer("m-1", "confirmed", to: "payer", 7))
        #expect(try bench.ask("balances.get", ["user": "ana"])["refunded"] == 7)
    }

    @Test func `fees are told for each session and leave when an operator wants it`() throws {
        let fees = try bench.ask("fees.list", ["user": "operator"])
        #expect(fees["fees"] == [["session": 1, "amount": 20]] && fees["balance"] == 20)
        let fields: JSONValue = ["user": "operator", "address": "safe"]
        #expect(
            try bench.refusal("fees.withdraw", ["user": "ana", "address": "safe"])
                == "not-an-operator")
        #expect(
            try bench.refusal("fees.withdraw", ["user": "operator", "address": "market-wallet"])
                == "wallet-taken")
        #expect(try bench.ask("fees.withdraw", fields)["amount"] == 20)
        #expect(try bench.refusal("fees.withdraw", fields) == "balance-too-low")
        try bench.ledger(1, MoneyBench.transfer("m-1", "confirmed", to: "safe", 20))
        let withdrawals = try bench.ask("fees.withdrawals", ["user": "operator"])
        #expect(withdrawals["withdrawals"]?[0]?["state"] == "confirmed")
        #expect(try bench.events().suffix(2) == ["withdrawal-sent", "withdrawal-confirmed"])
    }

    @Test func `an audit says what there is and that it adds up`() throws {
        let audit = try bench.ask("market.audit", ["user": "operator"])
        #expect(
            audit == [
                "ok": true, "findings": [], "entries": 3, "postings": 8, "accounts": 5, "sum": 0,
                "wallet": 1000, "owed": 1000, "users": 980, "fees": 20, "held": 0,
                "on_the_way": 0, "stopped": [], "waiting": [],
            ])
        #expect(try bench.refusal("market.audit", ["user": "ana"]) == "not-an-operator")
    }

    @Test func `only what is stopped is settled by an operator`() throws {
        let fields: JSONValue = ["user": "operator", "number": 1, "as": "confirmed"]
        #expect(try bench.refusal("outgoing.settle", fields) == "unknown-outgoing")
        try bench.ask("payouts.request", ["user": "ana"])
        #expect(try bench.refusal("outgoing.settle", fields) == "not-stopped")
        try bench.ledger(1, MoneyBench.transfer("m-1", "pending", 601))
        #expect(try bench.ask("outgoing.settle", fields)["state"] == "confirmed")
        #expect(try bench.ask("balances.get", ["user": "ana"])["paid_out"] == 600)
    }
}
