extension Market {
    /// What one session was to one user, in smallest units of money.
    public struct SessionBalance: Codable, Hashable, Sendable {
        /// The session.
        public let session: Int
        /// The user.
        public let user: String
        /// The id of the resource, where rows are asked for by resource.
        public let resource: String?
        /// What bids have brought in.
        public let deposit: Int
        /// What was paid for bids.
        public let payment: Int
        /// What resources have earned.
        public let revenue: Int
    }
}
