import Topics

/// What a user's account has seen: one row of the books, from the user's side.
struct Transaction: Hashable, Sendable {
    /// Its number; transactions of one market count up.
    let number: Int64
    /// Whose account it is.
    let user: String
    /// What happened.
    let kind: EntryKind
    /// The user's money: below zero where it became less.
    let amount: Int64
    /// What the user had then.
    let balance: Int64
    /// When.
    let at: Timestamp
    /// The session, where it belongs to one.
    let session: Int64?
    /// The bid that is deposited or paid for.
    let bid: String?
    /// The resource that is bid for, or that has earned.
    let resource: String?
    /// The payout.
    let payout: Int64?

    /// What it is called in replies.
    private var type: String {
        switch kind {
        case .claim: "transfer_in"
        case .payment: amount > 0 ? "revenue" : "payment"
        case .payout: "transfer_out"
        case .payoutFailed: "transfer_returned"
        default: kind.rawValue
        }
    }

    /// The row as replies show it.
    var json: JSONValue {
        var object: JSONObject = [
            "number": JSONValue(number), "user": .string(user), "type": .string(type),
            "amount": JSONValue(amount), "balance": JSONValue(balance),
            "at": .string(at.description),
        ]
        if let session { object["session"] = JSONValue(session) }
        if let bid { object["bid"] = .string(bid) }
        if let resource { object["resource"] = .string(resource) }
        if let payout { object["payout"] = JSONValue(payout) }
        return .object(object)
    }
}
