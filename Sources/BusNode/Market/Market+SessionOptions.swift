extension Market {
    /// What an operator may say of a session before it opens; what is nil is left to the market.
    public struct SessionOptions: Sendable {
        /// The price, in smallest units of money per percentage point of gain.
        public var price: Double?
        /// The weights of all prices, the lowest first.
        public var weights: [Double]?
        /// Parameters that differ from the market's, such as `horizon_hours` (docs/market.md).
        public var parameters: JSONObject?
        /// Where random numbers begin.
        public var seed: Int?
        /// By which formulas it is computed: `sound` or `legacy`.
        public var mode: String?

        /// A session as the market would have it.
        public init() {}

        /// Whether everything is left to the market.
        public var isEmpty: Bool { fields.isEmpty }

        var fields: JSONObject {
            .fields([
                "price": price.flatMap { JSONNumber($0) }.map { .number($0) },
                "weights": weights.map { weights in
                    .array(weights.map { JSONNumber($0).map { .number($0) } ?? .null })
                },
                "parameters": parameters.map { .object($0) }, "seed": .integer(seed),
                "mode": .text(mode),
            ])
        }
    }
}
