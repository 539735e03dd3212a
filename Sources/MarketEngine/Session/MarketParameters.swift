/// What holds for a whole session; the defaults are those of the original market.
package struct MarketParameters: Codable, Hashable, Sendable {
    /// How many hours after the launch are forecast.
    package var horizonHours = 24
    /// How many hours before the launch are looked at.
    package var historyHours = 8_760
    /// On how many of the last hours the gain is measured.
    package var evaluationHours = 336
    /// The market's part of every payment, in millionths.
    package var feePerMillion = 50_000
    /// The prices there are.
    package var grid = PriceGrid.standard
    /// How fast the weights of prices follow the payments (`delta`).
    package var learningRate = 0.05
    /// How hard sellers of similar data are marked down (`lambda`), in both modes.
    package var similarityPenalty = 1.0
    /// The longest own lag that is tried, in hours.
    package var longestLag = 504
    /// How strong the autocorrelation of an own lag has to be.
    package var lagThreshold = 0.3
    /// How many own lags are taken by their autocorrelation.
    package var lagCount = 2
    /// Random orders of sellers for each seller in `legacy` mode (`K`).
    package var legacyOrders = 5
    /// Up to how many groups of sellers `sound` mode takes the exact Shapley value; at most 16.
    package var exactSellers = 12
    /// Above that, how many random orders are drawn; each is taken forwards and backwards.
    package var sampledOrders = 64
    /// Whether forecasts come with their quantiles 10 %, 50 % and 90 %.
    package var quantiles = false

    /// The defaults.
    package init() {}

    /// What is wrong with the parameters; nil when a session can be computed with them.
    package var problem: String? {
        let counts: [(String, Int, ClosedRange<Int>)] = [
            ("horizonHours", horizonHours, 1...8_760),
            ("historyHours", historyHours, 1...1_000_000),
            ("evaluationHours", evaluationHours, 1...max(1, historyHours)),
            ("feePerMillion", feePerMillion, 0...1_000_000),
            ("longestLag", longestLag, 0...max(0, historyHours)),
            ("lagCount", lagCount, 0...100),
            ("legacyOrders", legacyOrders, 1...100_000),
            ("exactSellers", exactSellers, 0...16),
            ("sampledOrders", sampledOrders, 2...1_000_000),
        ]
        for (name, value, range) in counts where !range.contains(value) {
            return "\(name) is \(value), not in \(range.lowerBound)...\(range.upperBound)"
        }
        let rates = [
            ("learningRate", learningRate), ("similarityPenalty", similarityPenalty),
            ("lagThreshold", lagThreshold),
        ]
        for (name, value) in rates where !(value >= 0 && value.isFinite) {
            return "\(name) is \(value), not a number of at least 0"
        }
        return nil
    }
}
