import MarketEngine

/// What a session is computed with, but for bids and data.
struct SessionTerms: Hashable {
    /// By which formulas.
    var mode: MarketMode
    /// In smallest units of money per 1 % of gain.
    var price: Double
    /// The weight of each price of the grid.
    var weights: [Double]
    /// What holds for it.
    var parameters: MarketParameters
    /// Where its random numbers begin.
    var seed: UInt32

    /// What the settings and the session before say; a grid of other prices begins with weights of one.
    init(_ settings: MarketSettings, after last: MarketSession?, number: Int64) {
        mode = settings.mode
        parameters = settings.parameters
        seed = UInt32(truncatingIfNeeded: number)
        price = 0
        weights = []
        follow(last)
    }

    /// The terms of a row.
    init(
        mode: MarketMode, price: Double, weights: [Double], parameters: MarketParameters,
        seed: UInt32
    ) {
        self.mode = mode
        self.price = price
        self.weights = weights
        self.parameters = parameters
        self.seed = seed
    }

    /// Takes price and weights of the session before, as far as the grid of prices is the same.
    mutating func follow(_ last: MarketSession?) {
        let grid = parameters.grid
        let isSame = last?.parameters.grid == grid
        price = last.map { $0.nextPrice ?? $0.price } ?? grid.first
        weights = last.map { $0.nextWeights ?? $0.weights } ?? []
        if !isSame {
            price = grid.nearest(to: price)
            weights = Array(repeating: 1, count: grid.count)
        }
    }
}
