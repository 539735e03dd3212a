/// The forecast for one hour, in kW.
package struct ForecastPoint: Codable, Hashable, Sendable {
    /// The hour.
    package let hour: Hour
    /// The forecast of the model.
    package let value: Double
    /// The value that the power stays below with a probability of 10 %, where quantiles are wanted.
    package let lower: Double?
    /// The value with as much above as below.
    package let median: Double?
    /// The value that the power stays below with a probability of 90 %.
    package let upper: Double?

    init(hour: Hour, value: Double, offsets: [Double]? = nil) {
        self.hour = hour
        self.value = value
        lower = offsets.map { value + $0[0] }
        median = offsets.map { value + $0[1] }
        upper = offsets.map { value + $0[2] }
    }
}
