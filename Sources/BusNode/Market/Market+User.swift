extension Market {
    /// Somebody who buys and sells in the market, or runs it.
    public struct User: Codable, Hashable, Sendable {
        /// What they are called in requests: 1 to 64 of `a-z`, `0-9`, `-`, `_`, `.` and `@`.
        public let id: String
        /// What people call them.
        public let name: String
        /// Whether they may do what runs the market, and see what belongs to others.
        public let isOperator: Bool
        /// Since when they are known.
        public let createdAt: Timestamp

        private enum CodingKeys: String, CodingKey {
            case id, name
            case isOperator = "operator"
            case createdAt = "created_at"
        }
    }
}
