import Testing
import Topics

@testable import MarketEngine

/// The recorded worth of every coalition, and what follows from it.
@Suite struct `The worth of coalitions` {
    /// The runs of which coalitions were recorded: those of the engine, and two more.
    static let runs: [String] = MarketFixture.exactShapley.object?.keys ?? []

    @Test(arguments: runs)
    func `is as recorded, and so are the exact Shapley values`(name: String) throws {
        let input = try input(name)
        let frame = MarketFrame(
            input.resources, launch: input.launch, parameters: input.parameters)
        for bid in input.bids {
            let recorded = try #require(MarketFixture.exactShapley[name]?[bid.resource])
            let model = try BidModel(
                of: bid, in: frame, parameters: input.parameters, mode: .legacy)
            let problem = LegacyProblem(
                bid, model, evaluationHours: input.parameters.evaluationHours)
            #expect(model.ownLags == recorded["lags"]?.array?.compactMap(\.integer))
            #expect(isClose(problem.ownError, recorded["own_err"]?.double))
            let error = problem.marketError(problem.clean)
            #expect(isClose(error, recorded["mkt_err"]?.double))
            // With a single seller the original drew nothing, and no worth was recorded.
            guard problem.sellers > 1 else { continue }
            let worth = worth(of: problem)
            for coalition in worth.indices.dropFirst() {
                let names = model.sellers.indices.filter { coalition & (1 << $0) != 0 }
                let key = names.map { model.sellers[$0] }.joined(separator: ",")
                let expected = recorded["coalition_values"]?[key]?.double
                #expect(isClose(worth[coalition], expected), "worth of \(key) for \(bid.resource)")
            }
            try checkValues(worth, problem, recorded)
        }
    }

    private func checkValues(
        _ worth: [Double], _ problem: LegacyProblem, _ recorded: JSONValue
    ) throws {
        let count = problem.sellers
        let exact = ShapleyValues.exact(count: count, worth: worth)
        let expected = try #require(recorded["shapley_true"]?.array)
        for (value, expected) in zip(exact.values, expected) {
            #expect(isClose(value, expected.double))
        }
        let similarity = LegacySimilarity(problem.model.matrix, sellers: count, penalty: 1)
        let cosines = recorded["cos_similarity"]?.array?.map { $0.array?.compactMap(\.double) }
        #expect(similarity.cosines == cosines)
        let skipping = (0..<count).map { expectedValue(of: $0, worth, count) }
        for (value, expected) in zip(
            skipping, try #require(recorded["phi_expected_skip_first"]?.array))
        {
            #expect(isClose(value, expected.double))
        }
        let split = recorded["split_from_expected"]?.array?.compactMap(\.double)
        let shares = similarity.shares(skipping)
        #expect((shares == nil) == (split == nil))
        for (share, expected) in zip(shares ?? [], split ?? []) {
            #expect(isClose(share, expected))
        }
    }

    private func worth(of problem: LegacyProblem) -> [Double] {
        (0..<1 << problem.sellers).map { coalition in
            let fit = problem.ownFit(problem.clean)
            for seller in 0..<problem.sellers where coalition & (1 << seller) != 0 {
                fit.append(seller)
            }
            return problem.gain(fit.error())
        }
    }

    /// The mean of what `LegacyShapley` draws: over all orders in which the player is not the first.
    private func expectedValue(of player: Int, _ worth: [Double], _ count: Int) -> Double {
        let orders = permutations(Array(0..<count)).filter { $0[0] != player }
        let sum = orders.reduce(0.0) { sum, order in
            let before = order.prefix { $0 != player }.reduce(0) { $0 | 1 << $1 }
            return sum + max(0, worth[before | 1 << player] - worth[before])
        }
        return sum / Double(orders.count)
    }

    private func permutations(_ rest: [Int]) -> [[Int]] {
        guard rest.count > 1 else { return [rest] }
        return rest.flatMap { first in
            permutations(rest.filter { $0 != first }).map { [first] + $0 }
        }
    }

    private func input(_ name: String) throws -> SessionInput {
        if let recorded = MarketFixture.cases.first(where: { $0.name == name }) {
            return try recorded.input
        }
        let plain = try #require(MarketFixture.cases.first { $0.name.hasPrefix("T02") })
        var input = try plain.input
        if name.hasPrefix("T19") { input.parameters.horizonHours = 1 }
        if name.hasPrefix("T23") {
            input.launchMicroseconds = try Timestamp("2024-02-19T22:41:00Z").microseconds
            input.bids = [input.bids[0]]
        }
        return input
    }
}
