package import Topics

/// All that a session is computed from: the same input gives the same result, digit for digit.
package struct SessionInput: Codable, Hashable, Sendable {
    /// What holds for the whole session.
    package var parameters: MarketParameters
    /// When the session was launched, in microseconds since 1970.
    package var launchMicroseconds: Int64
    /// The price of the session, in smallest units of money per 1 % of gain.
    package var price: Double
    /// The weight of each price of the grid, lowest price first.
    package var weights: [Double]
    /// Everything that was measured.
    package var resources: [MarketResource]
    /// The confirmed bids. `legacy` mode draws its noise in their order; `sound` mode has no order.
    package var bids: [MarketBid]
    /// Where random numbers begin.
    package var seed: UInt32

    /// The most resources of a session: the cost of a bid grows with the cube of their number.
    package static let resourceLimit = 1_000
    /// The most bids of a session.
    package static let bidLimit = 10_000

    /// An input; without weights all prices weigh the same.
    package init(
        parameters: MarketParameters = MarketParameters(), launch: Timestamp,
        price: Double, weights: [Double]? = nil, resources: [MarketResource],
        bids: [MarketBid], seed: UInt32 = 0
    ) {
        self.parameters = parameters
        launchMicroseconds = launch.microseconds
        self.price = price
        self.weights = weights ?? Array(repeating: 1, count: parameters.grid.count)
        self.resources = resources
        self.bids = bids
        self.seed = seed
    }

    /// When the session was launched.
    package var launch: Timestamp { Timestamp(microseconds: launchMicroseconds) }
}
