/// The error by which a buyer measures a forecast.
package enum GainFunction: String, Codable, Hashable, Sendable, CaseIterable {
    /// The mean squared error.
    case meanSquaredError = "mse"
    /// The root of the mean squared error.
    case rootMeanSquaredError = "rmse"
    /// The mean absolute error.
    case meanAbsoluteError = "mae"
}
