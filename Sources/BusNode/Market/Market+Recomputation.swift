extension Market {
    /// Whether computing a bid again brings the same in every digit.
    public struct Recomputation: Hashable, Sendable {
        /// Whether every digit is the same.
        public let isSame: Bool
        /// Whether it was computed in this process, and not at the market.
        public let isOwn: Bool
        /// What came of it, where the market says so or it was computed here.
        public let outcome: JSONValue?
    }
}
