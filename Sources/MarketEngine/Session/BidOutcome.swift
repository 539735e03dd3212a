/// What a session brought for one bid.
package struct BidOutcome: Codable, Hashable, Sendable {
    /// The bid.
    package let bid: MarketBid
    /// What became of it.
    package var verdict = BidVerdict.noGain
    /// The verdict in words, with names and numbers.
    package var reason = ""
    /// The error on the evaluation hours with own data only, in kW (kW² for the squared error).
    package var ownError: Double?
    /// The same error with the data of the market, as much degraded as the final bid says.
    package var marketError: Double?
    /// By how many percent of the target's range the error falls; in `sound` mode of the squared range
    /// for the squared error, and at most what every less degraded feature brings.
    package var gain = 0.0
    /// The bid to which the cap lowered it, in smallest units of money per 1 %.
    package var finalBid = 0.0
    /// How much noise the features got, as a part of their own deviation, 0...1.
    package var noise = 0.0
    /// The payment before it was rounded, in smallest units of money.
    package var exactPayment = 0.0
    /// The payment in smallest units of money; at most the bid's cap.
    package var payment = 0
    /// The market's part of the payment before it was rounded.
    package var exactFee = 0.0
    /// The market's part of the payment in smallest units of money.
    package var fee = 0
    /// What each seller gets; the revenues are the payment less the fee, to the unit.
    package var shares: [SellerShare] = []
    /// By how many percent a sampled Shapley value may be wrong, with a probability of 95 % for all
    /// sellers together; nil where values are exact, and in `legacy` mode.
    package var shapleyBound: Double?
    /// By how many percent a sampled Shapley value may well be wrong, from the spread of the samples:
    /// much less than the bound, and not guaranteed. Nil where values are exact.
    package var shapleyEstimate: Double?
    /// The forecast that was paid for; empty after a failure.
    package var forecast: [ForecastPoint] = []
    /// By how many hours the own columns of the model are moved.
    package var ownLags: [Int] = []
    /// How many hours the model was fitted and evaluated on.
    package var rows = 0
    /// The random orders of `legacy` mode, rejected ones among them, as they were drawn.
    package var ordersDrawn: [[Int]] = []

    init(_ bid: MarketBid) {
        self.bid = bid
    }

    init(_ bid: MarketBid, _ failure: BidFailure) {
        self.bid = bid
        verdict = failure.verdict
        reason = failure.description
    }
}
