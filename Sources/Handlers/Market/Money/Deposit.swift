import Topics

/// A transfer that has come to the market.
struct Deposit: Hashable, Sendable {
    /// The id of the transfer at the ledger.
    let transfer: String
    /// Whose address it came from.
    let payer: String
    /// The market's address that it came to.
    let wallet: String
    /// What came, in smallest units of money.
    let amount: Int64
    /// When the market knew.
    let receivedAt: Timestamp
    /// What it is used for.
    let state: State
    /// The bid that uses it, or else that brought it.
    let bid: Int64

    /// What a deposit is used for.
    enum State: String, Sendable {
        /// Nothing yet.
        case held
        /// A bid.
        case used
        /// It goes back, or has gone.
        case refunded
    }
}
