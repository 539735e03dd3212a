package import Topics

/// One measurement, as an owner sent it.
package struct PowerReading: Hashable, Sendable {
    /// When it was measured.
    package let time: Timestamp
    /// How much, in `unit`.
    package let value: Double
    /// What `value` counts.
    package let unit: PowerUnit

    /// A measurement.
    package init(time: Timestamp, value: Double, unit: PowerUnit) {
        self.time = time
        self.value = value
        self.unit = unit
    }
}
