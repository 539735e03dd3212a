extension Market {
    /// What a session forecasts for one hour of a resource, in kW.
    public struct Forecast: Codable, Hashable, Sendable {
        /// The session.
        public let session: Int
        /// The id of the resource.
        public let resource: String
        /// When the hour begins.
        public let at: Timestamp
        /// The mean power.
        public let value: Double
        /// What the power stays below with a probability of 10 %, where the session has quantiles.
        public let lower: Double?
        /// What has as much above as below.
        public let median: Double?
        /// What the power stays below with a probability of 90 %.
        public let upper: Double?
    }
}
