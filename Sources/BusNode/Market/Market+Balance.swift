extension Market {
    /// What a user has in the market, and how it came to be, in smallest units of money.
    public struct Balance: Codable, Hashable, Sendable {
        /// Whose it is.
        public let user: String
        /// What the market owes the user.
        public let balance: Int
        /// What of it stands for bids of a session that is not finished.
        public let locked: Int
        /// What may leave.
        public let payable: Int
        /// What bids have brought in.
        public let deposited: Int
        /// What was paid for bids.
        public let payments: Int
        /// What resources have earned.
        public let revenues: Int
        /// What has come to the user's wallet.
        public let paidOut: Int
        /// What is on its way there.
        public let onTheWay: Int?
        /// What has gone back of deposits that no bid could use.
        public let refunded: Int

        private enum CodingKeys: String, CodingKey {
            case user, balance, locked, payable, deposited, payments, revenues, refunded
            case paidOut = "paid_out"
            case onTheWay = "on_the_way"
        }
    }
}
