extension Market {
    /// What a buyer offers for a better forecast of one of its resources.
    public struct Bid: Codable, Hashable, Sendable {
        /// What it is called in requests.
        public let id: String
        /// The session that it is for.
        public let session: Int
        /// The id of the resource to forecast.
        public let resource: String
        /// Who bids.
        public let user: String
        /// Smallest units of money for each percentage point by which the error falls.
        public let price: Int
        /// The most that the buyer pays; it has to be deposited.
        public let maxPayment: Int
        /// How the buyer measures the error.
        public let gain: Gain
        /// The address that it is to be paid to.
        public let marketWallet: String
        /// The address that it is to be paid from.
        public let userWallet: String?
        /// How far it is.
        public let state: State
        /// Why it was rejected, as a word: `unknown`, `address`, `amount`, `payer`, `duplicate`, `late`.
        public let verdict: String?
        /// Why it was rejected, as a sentence.
        public let reason: String?
        /// The transfer at the ledger that pays it.
        public let transfer: String?
        /// When it was placed.
        public let placedAt: Timestamp
        /// When its payment was declared.
        public let paidAt: Timestamp?
        /// When it was confirmed, rejected or cancelled.
        public let settledAt: Timestamp?

        /// How far a bid is.
        public enum State: String, Codable, Sendable, CaseIterable {
            /// It is to be paid.
            case placed
            /// A payment was declared; the ledger is asked.
            case pending
            /// It is paid, and counts.
            case confirmed
            /// It does not count.
            case rejected
            /// It was taken back.
            case cancelled
        }

        /// The error by which a buyer measures a forecast.
        public enum Gain: String, Codable, Sendable, CaseIterable {
            /// The mean squared error.
            case meanSquaredError = "mse"
            /// The root of the mean squared error.
            case rootMeanSquaredError = "rmse"
            /// The mean absolute error.
            case meanAbsoluteError = "mae"
        }

        private enum CodingKeys: String, CodingKey {
            case id = "bid"
            case session, resource, user, price, gain, state, verdict, reason, transfer
            case maxPayment = "max_payment"
            case marketWallet = "market_wallet"
            case userWallet = "user_wallet"
            case placedAt = "placed_at"
            case paidAt = "paid_at"
            case settledAt = "settled_at"
        }
    }
}
