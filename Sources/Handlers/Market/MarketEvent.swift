import Topics

/// Something that has happened in the market, as the topic `busnode.market` tells it.
///
///     {"event": "session-opened", "number": 12, "at": "2026-11-21T08:00:00.000000+00:00", "session": 3, …}
package struct MarketEvent: Hashable, Sendable {
    /// Its number: events of one market count up from 1.
    package let number: Int64
    /// What has happened.
    package let kind: String
    /// The JSON of the whole event.
    package let body: String

    /// What happens in a market. The word stands in the attribute `event`, for filters.
    package enum Kind: String, CaseIterable, Sendable {
        /// The next session is known, with its price.
        case sessionStaged = "session-staged"
        /// Bids are taken until gate closure.
        case sessionOpened = "session-opened"
        /// The gate closes at another time: a clock was wrong when it was opened.
        case sessionMoved = "session-moved"
        /// The gate closes soon.
        case sessionClosingSoon = "session-closing-soon"
        /// Bids are taken no more; what is paid is still looked at.
        case sessionClosed = "session-closed"
        /// The session is computed.
        case sessionRunning = "session-running"
        /// Everything is booked.
        case sessionFinished = "session-finished"
        /// A bid was placed, and is to be paid.
        case bidPlaced = "bid-placed"
        /// A bid was taken back.
        case bidCancelled = "bid-cancelled"
        /// A bid's payment has come.
        case bidConfirmed = "bid-confirmed"
        /// A bid does not count, and why.
        case bidRejected = "bid-rejected"
        /// What a session brought for a bid.
        case bidResult = "bid-result"
        /// Money is sent to a user.
        case payoutSent = "payout-sent"
        /// Money has come to a user.
        case payoutConfirmed = "payout-confirmed"
        /// The ledger did not carry a payout out; it is tried again.
        case payoutFailed = "payout-failed"
        /// A deposit goes back.
        case refundSent = "refund-sent"
        /// A deposit has come back.
        case refundConfirmed = "refund-confirmed"
        /// The ledger did not carry a refund out; it is tried again.
        case refundFailed = "refund-failed"
        /// Fees are sent to where an operator wants them.
        case withdrawalSent = "withdrawal-sent"
        /// Fees have come there.
        case withdrawalConfirmed = "withdrawal-confirmed"
        /// The ledger did not carry a withdrawal of fees out; it is tried again.
        case withdrawalFailed = "withdrawal-failed"
        /// The ledger has something else under the id of a payout, refund or withdrawal: nothing is
        /// done about it until an operator says how it ended.
        case outgoingStopped = "outgoing-stopped"
    }
}
