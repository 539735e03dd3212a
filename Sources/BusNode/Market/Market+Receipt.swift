extension Market {
    /// What a bid was computed from, and what came of it: enough to see what was paid for what.
    public struct Receipt: Codable, Hashable, Sendable {
        /// The id of the bid.
        public let bid: String
        /// The session.
        public let session: Int
        /// Up to when data counted.
        public let launch: Timestamp
        /// The input of the computation, without data, and its outcome, as JSON: `mode`, `input` with
        /// `parameters`, `price`, `weights`, `seed` and `bids`, and `outcome`.
        public let receipt: JSONValue
        /// Whose data was there.
        public let resources: [Input]

        /// What was known of one resource.
        public struct Input: Codable, Hashable, Sendable {
            /// The id of the resource.
            public let resource: String
            /// Whose it is.
            public let owner: String
            /// The first hour of its data.
            public let first: Timestamp?
            /// The last hour of its data.
            public let last: Timestamp?
            /// How many hours there are.
            public let hours: Int
        }
    }
}
