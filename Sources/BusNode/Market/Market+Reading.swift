extension Market {
    /// The mean power of an interval.
    public struct Reading: Codable, Hashable, Sendable {
        /// When the interval began.
        public let at: Timestamp
        /// The power, in the unit.
        public let value: Double
        /// The unit; nil where it is said for many readings at once.
        public var unit: Unit?

        /// A reading.
        public init(at: Timestamp, value: Double) {
            self.at = at
            self.value = value
        }
    }
}
