import Handlers
import MarketEngine
import Store
import Testing
import Topics

/// What a session is computed from.
struct SessionInputTests {
    private let market: MarketCaller
    private let session: SessionRows

    init() throws {
        market = try MarketCaller()
        session = SessionRows(market.store)
        for user in ["ann", "bob"] {
            try market.done("users.create", ["id": .string(user)])
            for kind in ["measurements", "forecasts"] {
                try market.done(
                    "resources.create",
                    [
                        "user": .string(user), "name": "farm", "kind": .string(kind),
                        "id": .string("\(user)-\(kind)"),
                    ])
            }
        }
    }

    private func put(_ user: JSONValue, _ value: JSONValue, at time: JSONValue) throws {
        try market.done(
            "measurements.put",
            [
                "user": user, "resource": "farm", "unit": "mw", "interval_minutes": 15,
                "series": [["at": time, "value": value]],
            ])
    }

    @Test func `the row of the session and its confirmed bids are in it`() throws {
        var parameters = MarketParameters()
        parameters.historyHours = 600
        parameters.learningRate = 0.1
        try session.add(parameters, price: 1_234_567.8, seed: .max)
        try session.bid("b-1", "ann", resource: 1, price: 3, most: 9, gain: .meanAbsoluteError)
        try session.bid("b-2", "bob", resource: 3, state: "cancelled")
        try put("bob", 0.1, at: "2026-11-21T07:00:00Z")
        try session.launch(at: market.now)
        let input = try market.store.inputs.input(of: 1)
        #expect(input.parameters == parameters)
        #expect(input.price == 1_234_567.8)
        #expect(input.weights == [Double](repeating: 1, count: 20))
        #expect(input.seed == .max)
        #expect(input.launch == market.now)
        let bid = MarketBid(
            id: "b-1", bidder: "ann", resource: "ann-measurements", price: 3, maxPayment: 9,
            gain: .meanAbsoluteError)
        #expect(input.bids == [bid])
        // A buyer without data is told so; nobody else without data takes part.
        #expect(input.resources.map(\.id) == ["ann-measurements", "bob-measurements"])
        let outcome = try SessionRun.compute(input).outcomes[0]
        #expect(outcome.verdict == .noData)
    }

    @Test func `only what was known at the launch counts, and the last value of each moment`()
        throws
    {
        var parameters = MarketParameters()
        parameters.historyHours = 400
        try session.add(parameters)
        try put("bob", 1, at: "2026-11-04T16:59:00Z")
        try put("bob", 2, at: "2026-11-04T17:00:00Z")
        try put("bob", 3, at: "2026-11-21T07:00:00Z")
        try put("bob", 4, at: "2026-11-21T07:00:00Z")
        try put("bob", 6, at: "2026-11-21T07:15:00Z")
        try put("bob", 7, at: "2026-11-21T08:00:01Z")
        try session.launch(at: market.now)
        try put("bob", 8, at: "2026-11-21T07:00:00Z")
        try put("bob", 9, at: "2026-11-21T06:00:00Z")
        let series = try #require(market.store.inputs.input(of: 1).resources.first).series
        #expect(series.values.compactMap { $0 } == [2_000, 5_000])
        #expect(series.start.start == (try Timestamp("2026-11-04T17:00:00Z")))
    }

    @Test func `a resource that is retired before the launch is out, and one that is later is in`()
        throws
    {
        try session.add()
        try put("ann", 1, at: "2026-11-21T07:00:00Z")
        try put("bob", 1, at: "2026-11-21T07:00:00Z")
        try market.done("resources.retire", ["user": "ann", "resource": "farm"])
        market.now = market.now.advanced(by: .seconds(1))
        try session.launch(at: market.now)
        // The clock is put back by a minute.
        market.now = market.now.advanced(by: .seconds(-60))
        try market.done("resources.retire", ["user": "bob", "resource": "farm"])
        let input = try market.store.inputs.input(of: 1)
        #expect(input.resources.map(\.id) == ["bob-measurements"])
    }

    @Test(arguments: MarketMode.allCases)
    func `the largest values that may be put are computed and kept`(mode: MarketMode) throws {
        let session = try FinishedSession(mode) { user, hour in
            user == "carl" ? (hour % 2 == 0 ? 1e12 : -1e12) : nil
        }
        #expect(session.result.outcomes.count == 2)
        let results = try session.market.done("results.list", ["user": "operator"])
        #expect(results["results"]?.array?.count == 2)
        let check = try session.market.done("receipts.check", ["user": "ann", "bid": "bid-ann"])
        #expect(check["same"] == true)
    }
}
