extension Market {
    /// A line of a user's account with the market.
    public struct Transaction: Codable, Hashable, Sendable {
        /// Lines count up; another user's lines lie between.
        public let number: Int
        /// Whose account it is.
        public let user: String
        /// What happened: `transfer_in`, `payment`, `revenue`, `transfer_out` or
        /// `transfer_returned`.
        public let type: String
        /// How the balance changed, in smallest units of money.
        public let amount: Int
        /// The balance afterwards.
        public let balance: Int
        /// The session that it belongs to.
        public let session: Int?
        /// The id of the bid that it belongs to.
        public let bid: String?
        /// The id of the resource that it belongs to.
        public let resource: String?
        /// The number of the payout that it belongs to.
        public let payout: Int?
        /// When it was booked.
        public let at: Timestamp
    }
}
