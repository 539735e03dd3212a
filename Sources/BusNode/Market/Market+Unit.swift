extension Market {
    /// The unit of readings.
    public enum Unit: String, Codable, Sendable, CaseIterable {
        /// Watts.
        case watts = "w"
        /// Kilowatts.
        case kilowatts = "kw"
        /// Megawatts.
        case megawatts = "mw"
    }
}
