extension Market {
    /// One round of the market: bids are taken, then everything is computed and booked.
    public struct Session: Codable, Hashable, Sendable {
        /// Sessions count up from 1.
        public let number: Int
        /// How far it is.
        public let state: State
        /// By which formulas it is computed: `sound` or `legacy`.
        public let mode: String
        /// The price, in smallest units of money per percentage point of gain.
        public let price: Double
        /// What the market has learned of each price, the lowest price first.
        public let weights: [Double]?
        /// What holds for the whole session, as JSON.
        public let parameters: JSONValue?
        /// Where random numbers begin.
        public let seed: Int?
        /// When no more bids are taken; nil when an operator says so, or it is not open yet.
        public let gateClosure: Timestamp?
        /// Until when payments may be confirmed.
        public let settleBy: Timestamp?
        /// What the market keeps of all payments; nil before it is finished.
        public let fee: Int?
        /// Why nothing could be computed; nil when it could.
        public let failure: String?
        /// The price of the session after it; nil before it is finished.
        public let nextPrice: Double?
        /// How many bids are in which state; nil in lists.
        public let bids: [String: Int]?
        /// When it became known.
        public let stagedAt: Timestamp?
        /// Since when bids are taken.
        public let openedAt: Timestamp?
        /// Since when bids are taken no more.
        public let closedAt: Timestamp?
        /// Up to when data counts.
        public let launchedAt: Timestamp?
        /// When everything was booked.
        public let finishedAt: Timestamp?

        /// How far a session is.
        public enum State: String, Codable, Sendable, CaseIterable {
            /// It is known, with its price.
            case staged
            /// It takes bids.
            case open
            /// It takes no more bids; payments are still looked at.
            case closed
            /// It is computed.
            case running
            /// Everything is booked.
            case finished
        }

        private enum CodingKeys: String, CodingKey {
            case number = "session"
            case state, bids, mode, price, weights, parameters, seed, fee, failure
            case gateClosure = "gate_closure"
            case settleBy = "settle_by"
            case nextPrice = "next_price"
            case stagedAt = "staged_at"
            case openedAt = "opened_at"
            case closedAt = "closed_at"
            case launchedAt = "launched_at"
            case finishedAt = "finished_at"
        }
    }
}
