import Topics

/// Money that goes out by one transfer.
struct Outgoing: Hashable, Sendable {
    /// Its number; the id of its transfer is made of it.
    var number: Int64 = 0
    /// What it is.
    let kind: Kind
    /// To whom a payout goes.
    var user: String?
    /// The transfer that a refund returns.
    var deposit: String?
    /// The one that failed, in whose place this is.
    var former: Int64?
    /// The how manieth of these it is, from 1.
    var attempt: Int64 = 1
    /// The market's address that it comes from.
    var source: String
    /// The address that it goes to.
    var address: String
    /// How much goes out, in smallest units of money.
    let amount: Int64
    /// How far it is.
    var state = State.due
    /// Why it goes out, where that needs a reason.
    var reason: String?
    /// What has kept it from being confirmed, last.
    var trouble: String?
    /// What the ledger was asked and has not answered.
    var asked: Asked?
    /// Whether the ledger refused to do it, and is asked next whether it knows of it.
    var isRefused = false
    /// How often in a row the ledger was asked and nothing came of it.
    var tries: Int64 = 0
    /// When the ledger is asked next; nil when it is settled.
    var askAt: Timestamp?
    /// When it was decided.
    let dueAt: Timestamp
    /// When the ledger was told first: nothing about it is changed from then on.
    var sentAt: Timestamp?
    /// When a request to send was left without an answer last.
    var unansweredAt: Timestamp?
    /// When it came to its end.
    var settledAt: Timestamp?

    /// What goes out.
    enum Kind: String, CaseIterable, Sendable {
        /// A user's money.
        case payout
        /// A deposit that no bid uses.
        case refund
        /// What the market has kept.
        case withdrawal
    }

    /// How far it is.
    enum State: String, CaseIterable, Sendable {
        /// The ledger is told, or not yet.
        case due
        /// The ledger has it, and will carry it out or not.
        case sent
        /// The ledger has carried it out.
        case confirmed
        /// The ledger has not, and never will; another one is in its place.
        case failed
        /// The ledger has something else under its id: an operator has to look.
        case stopped
    }

    /// What the ledger can be asked about a transfer.
    enum Asked: String, Sendable {
        /// To carry it out.
        case send
        /// What it knows of it.
        case get

        /// The method of the ledger.
        var method: String { "transfers." + rawValue }
    }

    /// Whether the ledger is still to be asked.
    var isUnderWay: Bool { state == .due || state == .sent }

    /// Where its money comes from, and goes back to.
    var account: Account {
        switch kind {
        case .payout: .user(user ?? "")
        case .refund: .held(deposit ?? "")
        case .withdrawal: .fees
        }
    }

    /// The id of its transfer at the ledger.
    func transfer(of market: String) -> String {
        "\(market)-\(number)"
    }
}
