/// What one session has brought.
struct TradingOutcome: Equatable {
    /// The hour in which it was computed.
    let hour: String
    /// How often events of each kind were told.
    let kinds: [String: Int]
    /// By how much the balance of each account at the ledger has changed.
    let changes: [String: Int]
}
