/// What became of a bid in a session. None of these stops the session.
package enum BidVerdict: String, Codable, Hashable, Sendable, CaseIterable {
    /// The market's data helped, and the buyer pays for it.
    case paid
    /// The market's data does not lower the error.
    case noGain
    /// Nobody else has data.
    case noSellers
    /// The resource never changes: there is nothing to forecast better.
    case constantTarget
    /// The bid is zero, or the cap allows no payment.
    case nothingOffered
    /// The bid is below the lowest price, which `sound` mode takes for a reserve price.
    case belowReserve

    /// The resource is not in the market, or not the bidder's.
    case notOwned
    /// The bid has a negative price or cap, or too large a one.
    case invalid
    /// The resource has no data.
    case noData
    /// No own value is known for every hour of the forecast.
    case noUsableLag
    /// Too few hours are known together to fit and to evaluate.
    case tooFewRows
    /// `legacy` mode found no seller whose data is worth anything after that of the others.
    case indivisible

    /// Whether the bid could not be computed: it has no forecast.
    package var isFailure: Bool {
        switch self {
        case .paid, .noGain, .noSellers, .constantTarget, .nothingOffered, .belowReserve: false
        case .notOwned, .invalid, .noData, .noUsableLag, .tooFewRows, .indivisible: true
        }
    }
}
