/// The unit of a reading; the engine computes in kilowatts.
package enum PowerUnit: String, Codable, Hashable, Sendable, CaseIterable {
    /// Watts.
    case watts = "w"
    /// Kilowatts.
    case kilowatts = "kw"
    /// Megawatts.
    case megawatts = "mw"

    /// How many kilowatts one of this unit is.
    package var kilowatts: Double {
        switch self {
        case .watts: 0.001
        case .kilowatts: 1
        case .megawatts: 1_000
        }
    }
}
