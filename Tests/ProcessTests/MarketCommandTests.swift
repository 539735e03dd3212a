import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// `busnode market`, with a market, a ledger and a backbone that are processes.
@Suite(.timeLimit(.minutes(2)))
struct `A market on the command line` {
    @Test func `goes from joining to a receipt that is the same to the last digit`() async throws {
        let market = try await TestMarket()
        try await join(market)
        #expect(try await market.say("open").hasPrefix("session 1 takes bids until it is run\n"))
        let bid = try await market.json(
            "bid mast --price 7000000 --max-payment 40000000 --gain rmse --id b-1 --user north")
        #expect(bid[0]["market_wallet"] == "bank")
        // Doing it again pays once.
        for _ in 0..<2 { _ = try await market.say("pay b-1 --from purse --user north") }
        let run = try await market.say("run")
        #expect(run.hasPrefix("session 1 is finished: 1 of 1 bids pay "))

        let result = try #require(try await market.json("results --user north").first)
        #expect(result["verdict"] == "paid")
        let payment = try #require(result["payment"]?.integer)
        let fee = try #require(result["fee"]?.integer)
        #expect(payment > 0 && fee * 20 <= payment + 20)
        let balance = try await market.json("balance --user south")
        #expect(balance[0]["revenues"]?.integer == payment - fee)
        let ofNorth = try await market.say("receipt b-1 --user north")
        #expect(ofNorth.contains("recomputed by the market: the same to the last digit"))
        let ofOperator = try await market.json("receipt b-1 --user operator")
        #expect(ofOperator[0]["same"] == true && ofOperator[0]["recomputed_by"] == "this command")
        #expect(try await market.json("forecasts mast --user north").count == 24)
        #expect(try await market.say("transactions --user north").contains(" transfer in "))
        let chart = try await market.say("sessions --chart").split(separator: "\n")
        #expect(chart.count == 3 && chart.allSatisfy { $0.count <= 80 })
        let audit = try await market.json("audit")
        #expect(audit[0]["ok"] == true && audit[0]["sum"] == 0)
        #expect(try await market.stop() == [0, 0, 0])
    }

    @Test func `says what a bid would have brought, without changing anything`() async throws {
        let market = try await TestMarket()
        try await join(market)
        let trial = "try mast --price 7000000 --max-payment 40000000 --gain rmse --user north"
        #expect(try await market.refusal(trial).status == 7)
        _ = try await market.say("open")
        _ = try await market.say(
            "bid mast --price 2000000 --max-payment 40000000 --gain rmse --id b-1 --user north")
        _ = try await market.say("pay b-1 --from purse --user north")
        _ = try await market.say("run")
        _ = try await eventually("payouts that have arrived") {
            try await market.json("payouts").allSatisfy { $0["state"] == "confirmed" } ? () : nil
        }
        let books = try await market.json("audit")[0]["entries"]
        let payment = try await market.json("results")[0]["payment"]?.integer ?? .max
        #expect(try await market.json(trial)[0]["payment"]?.integer ?? 0 > payment)
        #expect(try await market.json("audit")[0]["entries"] == books)
        #expect(try await market.stop() == [0, 0, 0])
    }

    @Test func `tells what happens, as it happens`() async throws {
        let market = try await TestMarket()
        let watch = try market.bus.command(
            "market", "watch", "--only", "session-opened,session-finished")
        try await watch.wrote("watching the market")
        // The first events may pass before the watcher is heard of.
        try await eventually("the end of a session, after: \(watch.output)") {
            _ = try await market.say("open --price 2000000")
            _ = try await market.say("run")
            return watch.output.contains("session-finished") ? () : nil
        }
        _ = try await market.say("open --price 2000000")
        let opened = "  session-opened        session "
        let line = try await eventually("the next session, after: \(watch.output)") {
            watch.output.split(separator: "\n").first { $0.contains(opened) }
        }
        #expect(line.hasSuffix(", price 2,000,000"))
        #expect(!watch.output.contains("session-closed"))
        watch.terminate()
        #expect(try await market.stop() == [0, 0, 0])
    }

    @Test func `says why something is refused, and ends with a status for it`() async throws {
        let market = try await TestMarket()
        try await join(market)
        let bid = "bid mast --price 1 --max-payment"
        let cases: [(words: String, status: Int32, reason: String)] = [
            ("\(bid) 1000000", 64, "give --user, or set the variable BUSNODE_USER"),
            ("\(bid) 1000000 --user nobody", 7, "nobody"),
            ("\(bid) 1000000 --user north", 3, "there is no session yet"),
            ("\(bid) 10 --user north", 65, "max_payment must be a whole number"),
            ("bid mist --price 1 --max-payment 1000000 --user north", 3, "there are mast"),
            ("pay b-9 --transfer t --user north", 3, "north has no bid b-9"),
            ("open --user north", 7, "north is not an operator"),
            ("wallet bank --user north", 7, "that of the market"),
            ("measure mast /nowhere.csv --user north", 65, "/nowhere.csv"),
            ("open --price 1", 65, "price must be"),
        ]
        for (words, status, reason) in cases {
            let refusal = try await market.refusal(words)
            #expect(refusal.status == status, "\(words): \(refusal.reason)")
            #expect(refusal.reason.contains(reason), "\(words): \(refusal.reason)")
        }
        #expect(try await market.stop() == [0, 0, 0])
    }

    @Test func `needs a market`() async throws {
        let bus = try await TestBus()
        let command = try bus.command("market")
        #expect(try await command.status() == 3)
        #expect(command.errors.contains("\"busnode market serve\" runs a market"))
        #expect(try await bus.stop() == 0)
    }

    /// Two users: one that buys and has money, one that sells.
    private func join(_ market: TestMarket) async throws {
        for words in [
            "user north", "wallet purse --user north", "resource mast --user north",
            "measure mast \(TestMarket.data) --column a --ending now --user north",
            "user south", "resource mill --sell-only --user south",
            "measure mill \(TestMarket.data) --column b --ending now --user south",
        ] { _ = try await market.say(words) }
    }
}
