/// What the market has learned about its prices: multiplicative weights (Agarwal, Dahleh and Sarkar
/// 2019, algorithm 2; Arora, Hazan and Kale 2012).
package struct PriceWeights: Sendable {
    private let grid: PriceGrid
    private let rate: Double
    private var weights: [Double]

    /// Weights of the prices of a grid, lowest price first, and how fast they learn.
    package init(_ weights: [Double], grid: PriceGrid, rate: Double) {
        precondition(weights.count == grid.count, "every price has a weight")
        self.weights = weights
        self.grid = grid
        self.rate = rate
    }

    /// Multiplies the weight of each price by 1 + rate · reward: what the bid would have paid at that
    /// price, cap and all, divided by the highest price.
    package mutating func learn(_ bid: MarketBid, _ curve: QualityCurve) {
        for place in weights.indices {
            let reward =
                Self.payment(bid, curve, at: grid.price(place), grid) / Double(grid.highest)
            weights[place] *= 1 + rate * reward
        }
        weights = normalised
    }

    /// The weights with a mean of one: they say the same, and never grow without bound. None falls
    /// below 1e-200, so that every price can come back.
    package var normalised: [Double] {
        let mean = weights.reduce(0) { $0 + $1 / Double(weights.count) }
        return weights.map { max(1e-200, $0 / mean) }
    }

    /// The mean price by weight.
    package var meanPrice: Double {
        let sum = weights.reduce(0, +)
        return weights.indices.reduce(0) { $0 + weights[$1] / sum * grid.price($1) }
    }

    /// The price of the grid that is nearest to the mean: never above the highest.
    package var nextPrice: Double { grid.nearest(to: meanPrice) }

    /// What a bid would pay at a price, not rounded.
    package static func payment(
        _ bid: MarketBid, _ curve: QualityCurve, at price: Double, _ grid: PriceGrid
    ) -> Double {
        let reserve = Double(grid.lowest)
        let offered = curve.affordable(
            bid: Double(bid.price), price: price, reserve: reserve, cap: Double(bid.maxPayment))
        return offered.map { curve.payment(bid: $0, price: price, reserve: reserve) } ?? 0
    }
}
