import MarketEngine
import TestSupport
import Testing
import Topics

@Suite struct `The price of the next session` {
    @Test(arguments: 0..<6 as Range<UInt64>)
    func `is one of the grid, whatever the weights`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let lowest = Int.random(in: 0...1_000_000, using: &random)
            let grid = try #require(
                PriceGrid(
                    checking: lowest, lowest + Int.random(in: 1...9_999_999, using: &random),
                    Int.random(in: 2...40, using: &random)))
            let weights = (0..<grid.count).map { _ in
                Double.random(in: 0...1, using: &random) * (Bool.random(using: &random) ? 1e-9 : 1)
                    + 1e-300
            }
            let learned = PriceWeights(weights, grid: grid, rate: 0.05)
            #expect(grid.prices.contains(learned.nextPrice))
            #expect(grid.prices.contains(grid.first))
            #expect(grid.prices == grid.prices.sorted())
            #expect(grid.prices.last == Double(grid.highest))
        }
    }

    @Test func `stays at the highest price when all weight is there`() {
        var weights = [Double](repeating: 1e-12, count: 20)
        weights[19] = 1
        let learned = PriceWeights(weights, grid: .standard, rate: 0.05)
        #expect(learned.nextPrice == 10_000_000)
        #expect(PriceGrid.standard.first == 5_500_000)
    }

    @Test(arguments: MarketMode.allCases, 0..<4 as Range<UInt64>)
    func `goes on over a restart as without one`(mode: MarketMode, seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        var through = sample.session()
        var restarted = through
        for _ in 0..<5 {
            let result = try SessionRun.compute(through, mode: mode)
            (through.price, through.weights) = (result.nextPrice, result.nextWeights)
            let stored = try SessionRun.compute(restarted, mode: mode)
            let text = try JSONValue(encoding: stored).text()
            let read: SessionResult = try JSONValue(parsing: text).decode()
            (restarted.price, restarted.weights) = (read.nextPrice, read.nextWeights)
            #expect(restarted.weights == through.weights)
            #expect(restarted.price == through.price)
            #expect(mode == .legacy || through.parameters.grid.prices.contains(through.price))
        }
    }

    /// Regret: what the best of all fixed prices would have earned more, on the mean over sessions.
    @Test(arguments: 0..<3 as Range<UInt64>)
    func `is regretted less the more sessions there are`(seed: UInt64) {
        let regrets = [25, 100, 400].map { regret(sessions: $0, seed: seed) }
        #expect(regrets[1] < 0.7 * regrets[0])
        #expect(regrets[2] < 0.7 * regrets[1])
    }

    /// The mean regret of prices drawn by weight, as a part of what the best price earns.
    private func regret(sessions: Int, seed: UInt64) -> Double {
        var random = SeededRandom(seed: seed)
        let grid = PriceGrid.standard
        // The rate of the theorem: the root of the logarithm of the number of prices by sessions.
        let rate = (3 / Double(sessions)).squareRoot()
        var weights = [Double](repeating: 1, count: grid.count)
        var fixed = weights.map { _ in 0.0 }
        var earned = 0.0
        for session in 0..<sessions {
            let best = Double.random(in: 2...8, using: &random)
            let curve = QualityCurve(
                measured: (0...QualityCurve.steps).map { best * (1 - Double($0) / 20) })
            let bid = MarketBid(
                id: "\(session)", bidder: "o", resource: "r",
                price: Int.random(in: 2_000_000...7_000_000, using: &random),
                maxPayment: 1 << 50, gain: .meanAbsoluteError)
            let sum = weights.reduce(0, +)
            for place in weights.indices {
                let payment = PriceWeights.payment(bid, curve, at: grid.price(place), grid)
                fixed[place] += payment
                earned += weights[place] / sum * payment
            }
            var learned = PriceWeights(weights, grid: grid, rate: rate)
            learned.learn(bid, curve)
            weights = learned.normalised
        }
        let best = fixed.max() ?? 0
        return max(0, best - earned) / best
    }
}
