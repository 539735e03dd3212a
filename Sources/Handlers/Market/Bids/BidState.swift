/// How far a bid is.
enum BidState: String, CaseIterable, Sendable {
    /// It is to be paid.
    case placed
    /// A transfer was named, and the ledger has not confirmed it.
    case pending
    /// The deposit has come.
    case confirmed
    /// It does not count.
    case rejected
    /// Its user has taken it back.
    case cancelled

    /// Whether it counts, or may still.
    var isLive: Bool { self == .placed || self == .pending || self == .confirmed }
}
