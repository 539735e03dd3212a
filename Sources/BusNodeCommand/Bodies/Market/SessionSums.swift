import BusNode

/// What was paid and earned in each session.
struct SessionSums {
    private var paid: [Int: Int] = [:]
    private var earned: [Int: Int] = [:]

    /// The sums of what users paid and earned.
    init(_ balances: [Market.SessionBalance]) {
        for balance in balances {
            paid[balance.session, default: 0] += balance.payment
            earned[balance.session, default: 0] += balance.revenue
        }
    }

    /// What was paid in a session; nil while it is not finished.
    func payments(_ session: Market.Session) -> Int? {
        session.state == .finished ? paid[session.number, default: 0] : nil
    }

    /// What was earned in a session; nil while it is not finished.
    func revenues(_ session: Market.Session) -> Int? {
        session.state == .finished ? earned[session.number, default: 0] : nil
    }
}
