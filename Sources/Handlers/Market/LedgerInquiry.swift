package import Topics

/// What the market wants to know of the ledger, or have done by it.
package struct LedgerInquiry: Hashable, Sendable {
    /// What it is about.
    package let subject: Subject
    /// The method of the ledger.
    package let method: String
    /// The parameters of the method.
    package let parameters: JSONObject

    /// What an inquiry is about.
    package enum Subject: Hashable, Sendable {
        /// The payment of the bid of this number.
        case bid(Int64)
        /// The payout or refund of this number.
        case outgoing(Int64)
    }
}
