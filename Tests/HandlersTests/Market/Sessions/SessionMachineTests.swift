import Handlers
import MarketEngine
import Store
import Testing
import Topics

/// How sessions go from state to state, by the clock and after every stop.
struct SessionMachineTests {
    @Test func `a scheduled market stages and opens a session as soon as it has a wallet`() throws {
        let town = try MarketTown()
        town.settings.wallet = nil
        let poor = try MarketTown()
        try poor.connection.execute("UPDATE market SET wallet = NULL, wallet_set_at = NULL")
        try poor.connection.execute("DELETE FROM session")
        poor.settings.wallet = nil
        try poor.tell(.started)
        #expect(try poor.ask("sessions.get", ["user": "operator"])["rule"] == "unknown-session")
        try poor.ask("market-wallet.set", ["user": "operator", "address": "market-wallet"])
        #expect(try poor.session().hasSuffix("open"))
        #expect(try town.session() == "1 open")
        #expect(
            Array(town.events.prefix(2)) == ["session-staged 1", "session-opened 1"])
    }

    @Test func `a session without a confirmed bid is over when its gate closes`() throws {
        let town = try MarketTown()
        try town.place("ana")
        try town.pass(.seconds(3_600))
        #expect(
            town.events == [
                "session-staged 1", "session-opened 1", "bid-placed bid.1",
                "session-closing-soon 1", "bid-rejected bid.1 late", "session-closed 1",
                "session-finished 1", "session-staged 2", "session-opened 2",
            ])
        let first = try town.ask("sessions.get", ["user": "ana", "session": 1])
        let second = try town.ask("sessions.get", ["user": "ana", "session": 2])
        #expect(first["state"] == "finished")
        #expect(first["price"] == second["price"])
        #expect(first["weights"] == second["weights"])
        #expect(first["launched_at"] == .null)
        #expect(second["gate_closure"] == "2026-11-21T10:00:00.000000+00:00")
    }

    @Test func `a session is computed as soon as all payments are decided`() throws {
        let town = try MarketTown()
        let bid = try town.placePaid("ana")
        try town.pass(.seconds(3_599))
        #expect(try town.state(bid) == "confirmed")
        town.now = town.now.advanced(by: .seconds(1))
        try town.tell(.wake)
        #expect(try town.session() == "1 running")
        guard case .compute(session: 1, let input, .sound)? = town.open.last else {
            Issue.record("\(town.open)")
            return
        }
        #expect(input.bids.map(\.id) == [bid])
        try town.carryOut()
        #expect(try town.session() == "2 open")
        // Nobody has data: the forecast fails, nobody pays, and the market goes on.
        #expect(town.events("bid-result") == ["bid-result \(bid) noData"])
        #expect(try town.balance("ana") == 0)
        try town.checkBooks()
        #expect(town.ledger.balance(of: "ana-wallet") == 0)
    }

    @Test func `a session that cannot be computed costs nobody anything`() throws {
        let town = try MarketTown()
        let bid = try town.placePaid("ana")
        try town.carryOut()
        // An input that no session of the market has: no price may have no weight.
        try town.connection.execute("UPDATE session SET weights = '[1]'")
        try town.pass(.seconds(3_600))
        let session = try town.ask("sessions.get", ["user": "ana", "session": 1])
        #expect(session["state"] == "finished")
        #expect(session["failure"]?.string == "1 weights for 20 prices")
        #expect(try town.state(bid) == "confirmed")
        try town.pass(.seconds(60))
        #expect(town.ledger.balance(of: "ana-wallet") == 0)
        try town.checkBooks()
    }

    @Test func `a market that stops in any state goes on from there`() throws {
        let town = try MarketTown()
        let bid = try town.placePaid("ana")
        // Before the ledger was asked.
        try town.restart()
        #expect(town.open.count == 1)
        try town.carryOut()
        #expect(try town.state(bid) == "confirmed")
        try town.restart()
        #expect(try town.session() == "1 open")
        let late = try town.placePaid("ben")
        town.ledger.isSilent = true
        try town.pass(.seconds(3_600))
        #expect(try town.session() == "1 closed")
        // It is away for longer than payments have time: they have it again.
        town.now = town.now.advanced(by: .seconds(300))
        town.ledger.isSilent = false
        try town.restart()
        #expect(try town.session() == "1 closed")
        try town.carryOut()
        #expect(try town.state(late) == "confirmed")
        #expect(try town.session() == "2 open")
        #expect(town.events("session-running") == ["session-running 1"])
        try town.checkBooks()
    }

    @Test func `a computation that was lost is begun again, and counts once`() throws {
        let town = try MarketTown()
        try town.placePaid("ana")
        try town.carryOut()
        town.now = town.now.advanced(by: .seconds(3_600))
        try town.tell(.wake)
        let lost = town.open
        try town.restart()
        #expect(try town.session() == "1 running")
        try town.carryOut()
        #expect(try town.session() == "2 open")
        // The first is told yet.
        town.open = lost
        try town.carryOut()
        #expect(town.events("session-finished") == ["session-finished 1"])
        try town.checkBooks()
    }

    @Test func `a request that is refused does not undo what was due before it`() throws {
        let town = try MarketTown()
        try town.placePaid("ana")
        try town.carryOut()
        town.now = town.now.advanced(by: .seconds(3_600))
        #expect(try town.refusal("bids.get", ["user": "ana", "bid": "none"]) == "unknown-bid")
        try town.carryOut()
        #expect(try town.session() == "2 open")
    }

    @Test func `a clock that jumps far ahead makes one session late, and not many`() throws {
        let town = try MarketTown()
        let bid = try town.place("ana")
        try town.declare("ana", bid, "t")
        try town.carryOut()
        town.ledger.pay("t", from: "ana-wallet", 20_000_000)
        town.now = try Timestamp("2036-01-01T00:00:30Z")
        // The gate closes by the new clock, and the payment has its time by it.
        try town.tell(.wake)
        #expect(try town.session() == "1 closed")
        try town.carryOut()
        #expect(try town.state(bid) == "confirmed")
        #expect(try town.session() == "2 open")
        #expect(
            try town.ask("market.describe", ["user": "ana"])["gate_closure"]
                == "2036-01-01T01:00:00.000000+00:00")
    }

    @Test func `a clock that jumps back does not keep gates open or payments waiting`() throws {
        let town = try MarketTown(at: "2036-01-01T00:00:30Z")
        let bid = try town.place("ana")
        town.ledger.pay("t", from: "ana-wallet", 20_000_000, state: "pending")
        try town.declare("ana", bid, "t")
        try town.carryOut()
        town.now = try Timestamp("2026-11-21T08:00:00Z")
        try town.tell(.wake)
        #expect(town.events("session-moved") == ["session-moved 1"])
        #expect(
            try town.ask("market.describe", ["user": "ana"])["gate_closure"]
                == "2026-11-21T09:00:00.000000+00:00")
        town.ledger.transfers["t"]?.state = "confirmed"
        try town.pass(.seconds(1))
        #expect(try town.state(bid) == "confirmed")
        // And once the gate is closed.
        let other = try town.place("ben")
        try town.declare("ben", other, "u")
        try town.pass(.seconds(3_600))
        #expect(try town.session() == "1 closed")
        town.now = try Timestamp("2016-11-21T08:00:00Z")
        try town.tell(.wake)
        try town.pass(.seconds(31))
        #expect(try town.state(other) == "rejected unknown")
        #expect(try town.session() == "2 open")
    }

    @Test func `the market wants to be woken for what is due, and for nothing else`() throws {
        let town = try MarketTown()
        func wake() throws -> String? {
            let handler = MarketHandler(town.store, settings: town.settings)
            return try handler.nextWake(at: town.now).map { String($0.description.prefix(19)) }
        }
        #expect(try wake() == "2026-11-21T08:50:00")
        try town.pass(.seconds(3_000))
        #expect(try wake() == "2026-11-21T09:00:00")
        let bid = try town.place("ana")
        try town.declare("ana", bid, "t")
        try town.carryOut()
        #expect(try wake() == "2026-11-21T08:50:01")
        town.settings.schedule = .manual
        let quiet = try MarketTown(.manual)
        let handler = MarketHandler(quiet.store, settings: quiet.settings)
        #expect(try handler.nextWake(at: quiet.now) == nil)
    }
}
