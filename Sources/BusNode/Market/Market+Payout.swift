extension Market {
    /// Money that leaves the market: to a user, or back to who has paid.
    public struct Payout: Codable, Hashable, Sendable {
        /// What leaves counts up.
        public let number: Int
        /// `payout`, `refund` or `withdrawal`.
        public let kind: String
        /// Whose money it is; nil for refunds.
        public let user: String?
        /// How much, in smallest units of money.
        public let amount: Int
        /// The address that it goes to.
        public let to: String
        /// `due`, `sent`, `confirmed`, `failed`, or `stopped` until an operator settles it.
        public let state: String
        /// The id of the transfer at the ledger.
        public let transfer: String
        /// Why it leaves.
        public let reason: String?
        /// What stands in its way.
        public let trouble: String?
        /// When it was to leave.
        public let dueAt: Timestamp
        /// When it has arrived, or failed.
        public let settledAt: Timestamp?

        private enum CodingKeys: String, CodingKey {
            case number, kind, user, amount, to, state, transfer, reason, trouble
            case dueAt = "due_at"
            case settledAt = "settled_at"
        }
    }
}
