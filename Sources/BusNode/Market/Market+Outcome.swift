extension Market {
    /// What a session brought for a bid.
    public struct Outcome: Codable, Hashable, Sendable {
        /// The id of the bid.
        public let bid: String
        /// The session.
        public let session: Int
        /// Who has bid.
        public let user: String
        /// The id of the resource that was forecast.
        public let resource: String
        /// What became of it, as a word: `paid`, `noGain`, `noData` … (docs/market.md).
        public let verdict: String
        /// The verdict in words.
        public let reason: String
        /// The error with own data only, in kW, or kW² for the squared error.
        public let ownError: Double?
        /// The error with the data of the market.
        public let marketError: Double?
        /// By how many percent of the range the error falls.
        public let gainPercent: Double
        /// What was bid, in smallest units of money for each percentage point.
        public let price: Int
        /// The most that would have been paid.
        public let maxPayment: Int
        /// The bid to which its cap lowered it.
        public let finalBid: Double?
        /// What is paid.
        public let payment: Int
        /// What the market keeps of it.
        public let fee: Int
        /// What sellers get of it.
        public let shares: [Share]

        /// What one resource gets of a payment.
        public struct Share: Codable, Hashable, Sendable {
            /// The id of the resource that has sold.
            public let resource: String
            /// Whose it is.
            public let owner: String?
            /// Its part of the payment less the fee, 0...1.
            public let share: Double
            /// What it gets, in smallest units of money.
            public let revenue: Int
        }

        private enum CodingKeys: String, CodingKey {
            case bid, session, user, resource, verdict, reason, price, payment, fee, shares
            case ownError = "own_error"
            case marketError = "market_error"
            case gainPercent = "gain_percent"
            case maxPayment = "max_payment"
            case finalBid = "final_bid"
        }
    }
}
