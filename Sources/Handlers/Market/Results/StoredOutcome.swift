import MarketEngine

/// What a session brought for a bid, as the market keeps it.
struct StoredOutcome {
    /// The number of the bid.
    let bid: Int64
    /// The session.
    let session: Int64
    /// By which formulas it was computed.
    let mode: MarketMode
    /// What it brought.
    let outcome: BidOutcome
}
