package import MarketEngine

/// A measurement as it was put into the market.
package struct Reading: Hashable, Sendable {
    /// When and how much.
    package let power: PowerReading
    /// For how many minutes the power is the mean.
    package let intervalMinutes: Int

    /// A measurement.
    package init(_ power: PowerReading, intervalMinutes: Int) {
        self.power = power
        self.intervalMinutes = intervalMinutes
    }
}
