extension Market {
    /// Something whose power is measured, and may be forecast.
    public struct Resource: Codable, Hashable, Sendable {
        /// What it is called in requests.
        public let id: String
        /// Whose it is.
        public let user: String
        /// What its owner calls it.
        public let name: String
        /// What its values are.
        public let kind: Kind
        /// Whether its owner may bid for forecasts of it.
        public let isToForecast: Bool
        /// Since when it is in the market.
        public let registeredAt: Timestamp
        /// Since when it takes no more part; nil while it does.
        public let retiredAt: Timestamp?

        /// What the values of a resource are.
        public enum Kind: String, Codable, Sendable, CaseIterable {
            /// What was measured.
            case measurements
            /// What somebody else forecasts.
            case forecasts
        }

        private enum CodingKeys: String, CodingKey {
            case id, user, name, kind
            case isToForecast = "to_forecast"
            case registeredAt = "registered_at"
            case retiredAt = "retired_at"
        }
    }
}
