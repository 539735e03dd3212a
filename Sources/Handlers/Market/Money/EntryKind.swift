/// What an entry of the books tells of.
enum EntryKind: String, CaseIterable, Sendable {
    /// Money has come, and no bid uses it yet.
    case deposit
    /// A bid uses a deposit.
    case claim
    /// A bid is paid for.
    case payment
    /// A user's money leaves.
    case payout
    /// It has come to the user.
    case payoutConfirmed = "payout-confirmed"
    /// It has not, and is the user's again.
    case payoutFailed = "payout-failed"
    /// A deposit goes back.
    case refund
    /// It has come back.
    case refundConfirmed = "refund-confirmed"
    /// It has not, and is held again.
    case refundFailed = "refund-failed"
    /// Fees leave.
    case withdrawal
    /// They have come to where the operator wanted them.
    case withdrawalConfirmed = "withdrawal-confirmed"
    /// They have not, and are the market's again.
    case withdrawalFailed = "withdrawal-failed"
}
