/// How far a session is.
enum SessionState: String, CaseIterable, Sendable {
    /// Its price is known.
    case staged
    /// Bids are taken.
    case open
    /// Bids are taken no more; payments that were declared are still looked at.
    case closed
    /// It is computed.
    case running
    /// Everything is booked.
    case finished

    /// What may come next: nothing is skipped, and nothing goes back.
    var next: Set<SessionState> {
        switch self {
        case .staged: [.open]
        case .open: [.closed]
        // Without a confirmed bid there is nothing to compute.
        case .closed: [.running, .finished]
        case .running: [.finished]
        case .finished: []
        }
    }
}
