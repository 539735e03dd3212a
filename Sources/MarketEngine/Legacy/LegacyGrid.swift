/// The original's prices, in millions, and its rule for the next one.
struct LegacyGrid {
    let highest: Double
    let step: Double
    let prices: [Double]

    private let lowest: Double
    private static let seeds: Range<UInt32> = 0..<5

    init(_ grid: PriceGrid) {
        lowest = Double(grid.lowest) / LegacySession.million
        highest = Double(grid.highest) / LegacySession.million
        step = (highest - lowest) / Double(grid.count - 1)
        let (lowest, step) = (lowest, step)
        // As `numpy.linspace` does it: the last price is the highest to the last digit.
        prices = (0..<grid.count - 1).map { lowest + Double($0) * step } + [highest]
    }

    /// What a bid would pay at each price: the mean over the noise of five seeds.
    func expectedPayments(_ problem: LegacyProblem) -> [Double] {
        let bid = Double(problem.bid.price) / LegacySession.million
        guard bid > 0 else { return prices.map { _ in 0 } }
        let clean = bid * problem.gain(problem.marketError(problem.clean))
        var payments = prices.map { $0 > bid ? 0 : clean }
        guard let first = prices.firstIndex(where: { $0 > bid }) else { return payments }
        for seed in Self.seeds {
            var generator = LegacyGenerator(seed: seed)
            let normals = problem.normals(from: &generator)
            for place in first..<prices.count {
                let ratio = LegacyProblem.ratio(bid: bid, price: prices[place])
                let moments = problem.problem(problem.noisy(normals, ratio: ratio))
                payments[place] += bid * problem.gain(problem.marketError(moments))
            }
        }
        for place in first..<prices.count { payments[place] /= Double(Self.seeds.count) }
        return payments
    }

    /// The step of the grid above the mean price, even where that is a price itself.
    func nextPrice(_ weights: [Double]) -> Double {
        let sum = weights.reduce(0, +)
        let mean = zip(weights, prices).reduce(0) { $0 + $1.0 / sum * $1.1 }
        return ((mean / step).rounded(.down) + 1) * step
    }
}
