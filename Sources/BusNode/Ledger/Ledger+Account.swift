extension Ledger {
    /// The money of an address.
    public struct Account: Codable, Hashable, Sendable {
        /// Whose money it is.
        public let address: String
        /// What it has; what is still moving is at neither end.
        public let balance: Int
        /// What it was opened with.
        public let credit: Int
        /// When it was opened.
        public let openedAt: Timestamp

        private enum CodingKeys: String, CodingKey {
            case address, balance, credit
            case openedAt = "opened_at"
        }
    }
}
