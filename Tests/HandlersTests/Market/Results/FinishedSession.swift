import Handlers
import MarketEngine
import Store
import TestSupport
import Topics

/// A market with three farms, of which the first two follow the third, and a session that is over.
struct FinishedSession {
    static let users = ["ann", "bob", "carl"]
    let market: MarketCaller
    let launch: Timestamp
    let input: SessionInput
    let result: SessionResult

    /// - Parameter odd: Values for the hours of a user in place of the usual ones, in MW.
    init(
        _ mode: MarketMode = .sound, quantiles: Bool = false,
        odd: (String, Int) -> Double? = { _, _ in nil }
    ) throws {
        market = try MarketCaller()
        launch = market.now
        for user in Self.users {
            try market.done("users.create", ["id": .string(user)])
            try market.done(
                "resources.create",
                [
                    "user": .string(user), "name": "farm", "kind": "measurements",
                    "to_forecast": true, "id": .string("farm-" + user),
                ])
        }
        try Self.measure(market, hours: 900, seed: 1, odd: odd)
        let session = SessionRows(market.store)
        try session.add(Self.parameters(quantiles), mode: mode)
        try session.bid("bid-ann", "ann", resource: 1)
        try session.bid("bid-bob", "bob", resource: 2, price: 2_000_000, gain: .meanAbsoluteError)
        try session.bid("bid-carl", "carl", resource: 3, state: "rejected")
        try session.launch(at: launch)
        input = try market.store.inputs.input(of: 1)
        result = try SessionRun.compute(input, mode: mode)
        try market.store.results.store(result, of: 1)
        try session.finish()
    }

    private static func parameters(_ quantiles: Bool) -> MarketParameters {
        var parameters = MarketParameters()
        parameters.horizonHours = 2
        parameters.historyHours = 700
        parameters.evaluationHours = 100
        parameters.longestLag = 48
        parameters.quantiles = quantiles
        return parameters
    }

    /// Puts as many hours until now into the market for all three; another seed is other values.
    static func measure(
        _ market: MarketCaller, hours: Int, seed: UInt64,
        odd: (String, Int) -> Double? = { _, _ in nil }
    ) throws {
        var random = SeededRandom(seed: seed)
        var last = [0.0, 0.0, 0.0]
        var series: [[JSONValue]] = [[], [], []]
        let start = Hour(containing: market.now).number - hours + 1
        for hour in start..<(start + hours) {
            let (first, second, third) = (last[0], last[1], last[2])
            let draw = (0..<3).map { _ in Double.random(in: -1...1, using: &random) }
            last = [
                0.3 * first + 0.8 * third + draw[0] / 4, 0.5 * second + 0.5 * third + draw[1] / 4,
                0.8 * third + draw[2],
            ]
            for place in 0..<3 {
                let at = Hour(hour).start.description
                let value = JSONNumber(odd(users[place], hour) ?? 10 + last[place]) ?? 0
                series[place].append(["at": .string(at), "value": .number(value)])
            }
        }
        for (user, series) in zip(users, series) {
            try market.done(
                "measurements.put",
                [
                    "user": .string(user), "resource": "farm", "unit": "mw",
                    "interval_minutes": 60, "series": .array(series),
                ])
        }
    }

    /// Corrects all that was measured, measures more, and changes who takes part.
    func changeEverything() throws {
        market.now = market.now.advanced(by: .seconds(3_600 * 30))
        try Self.measure(market, hours: 930, seed: 2)
        try market.done("resources.retire", ["user": "carl", "resource": "farm"])
        try market.done(
            "resources.update", ["user": "ann", "resource": "farm", "name": "ferme"])
        try market.done(
            "resources.create", ["user": "bob", "name": "new", "kind": "measurements"])
        try market.done(
            "measurements.put",
            [
                "user": "bob", "resource": "new", "unit": "mw", "interval_minutes": 60,
                "series": [["at": "2026-11-20T08:00:00Z", "value": 7]],
            ])
    }
}
