import Store
import Topics

/// What has to hold after every turn, whatever has happened: read from the files, and from nothing else.
struct TrialCheck {
    private let market: Connection?
    private let ledger: Connection?

    init(_ world: TrialWorld) {
        market = world.market.connection
        ledger = world.ledger.connection
    }

    /// The books add up, and the market owes no more than it has at the ledger.
    func checkTurn() throws {
        guard let market else { return }
        // What is owed is below zero, what the market has is above.
        let sum = try market.firstInteger("SELECT sum(balance) FROM account") ?? 0
        try TrialFailure.unless(sum == 0, "what the market has and owes differs by \(sum)")
        guard let ledger else { return }
        let came = try ledger.firstInteger(Self.came) ?? 0
        let booked = try market.firstInteger("SELECT coalesce(sum(amount), 0) FROM deposit") ?? 0
        try TrialFailure.unless(booked <= came, "\(booked) is booked, and \(came) has come")
        let left = try ledger.firstInteger(Self.left) ?? 0
        let sent =
            try market.firstInteger(
                "SELECT coalesce(sum(amount), 0) FROM outgoing WHERE state != 'failed'") ?? 0
        try TrialFailure.unless(left <= sent, "\(left) has left, and \(sent) was to leave")
    }

    /// Whether nothing is under way any more: no bid, no deposit, no payout, no session but an empty one.
    var isAtRest: Bool {
        get throws {
            guard let market, let ledger else { return false }
            let open = try market.firstInteger(Self.underWay) ?? 0
            guard open == 0 else { return false }
            let moving = try ledger.firstInteger(
                "SELECT count(*) FROM transfer WHERE state = 'pending'")
            guard moving == 0 else { return false }
            // What the ledger does not know is asked about for a day.
            let asked = try market.prepare("SELECT transfer FROM bid WHERE ask_at IS NOT NULL")
            let transfers = try asked.rows { $0.text(at: 0) }
            let select = try ledger.prepare("SELECT 1 FROM transfer WHERE id = ?")
            for transfer in transfers {
                try select.bind(transfer, at: 1)
                if try select.firstRow({ _ in true }) == true { return false }
            }
            return true
        }
    }

    private static let came = """
        SELECT coalesce(sum(o.amount), 0) FROM transfer_output o JOIN transfer ON number = transfer
        WHERE payee = 'market-wallet' AND payer != 'market-wallet' AND state = 'confirmed'
        """

    private static let left = """
        SELECT coalesce(sum(amount), 0) FROM transfer
        WHERE payer = 'market-wallet' AND state != 'failed'
        """

    private static let underWay = """
        SELECT (SELECT count(*) FROM outgoing WHERE state IN ('due', 'sent'))
            + (SELECT count(*) FROM deposit WHERE state = 'held')
            + (SELECT count(*) FROM bid WHERE state IN ('placed', 'pending'))
            + (SELECT count(*) FROM session WHERE state NOT IN ('open', 'finished'))
            + (SELECT count(*) FROM session JOIN bid ON bid.session = session.number
                WHERE session.state = 'open' AND bid.state = 'confirmed')
        """
}
