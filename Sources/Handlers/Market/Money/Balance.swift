import Topics

/// What a user has in the market, in smallest units of money, and how it came to be.
///
/// `balance` is what was deposited and earned, less what was paid and has left.
struct Balance: Hashable, Sendable {
    /// Whose it is.
    let user: String
    /// What the market owes the user.
    var balance: Int64 = 0
    /// The part of it that stands for confirmed bids of a session that is not finished.
    var locked: Int64 = 0
    /// What bids have brought in as deposits.
    var deposited: Int64 = 0
    /// What was paid for bids.
    var payments: Int64 = 0
    /// What resources have earned.
    var revenues: Int64 = 0
    /// What has come to the user's wallet.
    var paidOut: Int64 = 0
    /// What has left for it.
    var onTheWay: Int64 = 0
    /// What has gone back of deposits that no bid used; it was never part of the balance.
    var refunded: Int64 = 0

    /// What may leave.
    var payable: Int64 { max(0, balance - locked) }

    /// Whether it is what it came to be from.
    var addsUp: Bool {
        balance == deposited + revenues - payments - paidOut - onTheWay && balance >= locked
    }

    /// The balance as replies show it.
    var json: JSONValue {
        [
            "user": .string(user), "balance": JSONValue(balance), "locked": JSONValue(locked),
            "payable": JSONValue(payable), "deposited": JSONValue(deposited),
            "payments": JSONValue(payments), "revenues": JSONValue(revenues),
            "paid_out": JSONValue(paidOut), "on_the_way": JSONValue(onTheWay),
            "refunded": JSONValue(refunded),
        ]
    }
}
