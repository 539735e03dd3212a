import Handlers
import MarketEngine
import Testing
import Topics

/// What a bid would have brought in the last session.
struct TrialTests {
    private func bid(_ user: JSONValue, price: JSONValue = 8_000_000) -> JSONValue {
        [
            "user": user, "resource": "farm", "price": price, "max_payment": 900_000_000,
            "gain": "rmse",
        ]
    }

    @Test func `the same bid again would have brought the same, but no forecast`() throws {
        let session = try FinishedSession()
        try session.changeEverything()
        let trial = try session.market.ask(
            "trials.compute",
            [
                "user": "ann", "resource": "farm-ann", "price": 8_000_000,
                "max_payment": 900_000_000, "gain": "rmse",
            ])
        let outcome = session.result.outcomes[0]
        #expect(trial["session"] == 1)
        #expect(trial["payment"]?.integer == outcome.payment)
        #expect(trial["gain_percent"]?.double == outcome.gain)
        #expect(trial["shares"]?.array?.count == 2)
        #expect(trial["forecast"] == nil)
        let results = try session.market.ask("results.list", ["user": "ann"])
        #expect(results["results"]?.array?.count == 1)
    }

    @Test(arguments: MarketMode.allCases)
    func `somebody who had no bid learns what one would have cost`(mode: MarketMode) throws {
        let session = try FinishedSession(mode)
        let trial = try session.market.ask("trials.compute", bid("carl"))
        #expect(trial["verdict"]?.string != nil)
        #expect(trial["market_price"]?.double == session.input.price)
        let free = try session.market.ask("trials.compute", bid("carl", price: 0))
        #expect(free["payment"] == 0)
    }

    @Test func `what cannot be tried out is refused`() throws {
        let market = try MarketCaller()
        _ = try market.ask("users.create", ["id": "ann"])
        #expect(try market.refusal("trials.compute", bid("ann")) == "404 unknown-resource")
        _ = try market.ask(
            "resources.create", ["user": "ann", "name": "farm", "kind": "measurements"])
        #expect(try market.refusal("trials.compute", bid("ann")) == "409 no-session-yet")
        let session = try FinishedSession()
        _ = try session.market.ask(
            "resources.create", ["user": "ann", "name": "new", "kind": "measurements"])
        let new: JSONValue = [
            "user": "ann", "resource": "new", "price": 1, "max_payment": 1, "gain": "mse",
        ]
        #expect(try session.market.refusal("trials.compute", new) == "409 not-in-session")
        let fields = try session.market.badFields(
            "trials.compute", ["user": "ann", "price": -1, "max_payment": 1e16, "gain": "r2"])
        #expect(fields == ["gain", "max_payment", "price", "resource"])
    }
}
