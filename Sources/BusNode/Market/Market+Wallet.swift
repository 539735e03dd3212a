extension Market {
    /// An address at the ledger: where bids are paid from, and payouts go to.
    public struct Wallet: Codable, Hashable, Sendable {
        /// Whose it is; nil for the market's own.
        public let user: String?
        /// The address at the ledger.
        public let address: String
        /// Since when it is known.
        public let registeredAt: Timestamp

        private enum CodingKeys: String, CodingKey {
            case user, address
            case registeredAt = "registered_at"
        }
    }
}
