/// All that is needed to compute a bid's outcome again, to the last digit, and the outcome itself.
///
/// As JSON nothing is lost: numbers are written with as many digits as bring them back.
package struct BidReceipt: Codable, Hashable, Sendable {
    /// By which formulas the session was computed.
    package let mode: MarketMode
    /// The input of the session. In `sound` mode without the other bids, which change nothing for this
    /// one; in `legacy` mode with all, for the noise of one bid is drawn after that of another.
    package let input: SessionInput
    /// What the session brought.
    package let outcome: BidOutcome

    /// The receipt of one bid of a session.
    package init(_ outcome: BidOutcome, of input: SessionInput, mode: MarketMode) {
        var needed = input
        if mode == .sound { needed.bids = [outcome.bid] }
        self.mode = mode
        self.input = needed
        self.outcome = outcome
    }

    /// The outcome, computed again; nil where the bid is not in the input.
    package func recomputed() throws(SessionError) -> BidOutcome? {
        let result = try SessionRun.compute(input, mode: mode)
        return result.outcomes.first { $0.bid.id == outcome.bid.id }
    }

    /// Whether computing again brings the same outcome in every digit.
    package func isReproducible() throws(SessionError) -> Bool {
        try recomputed() == outcome
    }
}
