/// What a session brought.
package struct SessionResult: Codable, Hashable, Sendable {
    /// By which formulas it was computed.
    package let mode: MarketMode
    /// One for each bid, in the order of the input.
    package let outcomes: [BidOutcome]
    /// All resources, in the order of the input, with what they earned.
    package let revenues: [SellerRevenue]
    /// The weight of each price in the next session.
    package let nextWeights: [Double]
    /// The price of the next session, in smallest units of money per 1 % of gain.
    package let nextPrice: Double

    /// What all buyers pay, in smallest units of money: the fee and all revenues, to the unit.
    package var payments: Int { outcomes.reduce(0) { $0 + $1.payment } }

    /// What the market keeps, in smallest units of money.
    package var fee: Int { outcomes.reduce(0) { $0 + $1.fee } }
}
