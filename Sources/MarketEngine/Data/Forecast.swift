/// The forecast of a model with given coefficients.
struct Forecast {
    private let model: BidModel
    private let problem: FitProblem

    init(_ model: BidModel, _ problem: FitProblem) {
        self.model = model
        self.problem = problem
    }

    /// The points, with what is to be added to the columns ahead (`disturbance`, as long as they are)
    /// and with the offsets of the quantiles.
    func points(
        _ coefficients: [Double], disturbance: [Double] = [], offsets: [Double]? = nil
    ) -> [ForecastPoint] {
        let centres = problem.whole.centres
        let count = model.hours.count
        return model.hours.indices.map { place in
            var value = centres[coefficients.count]
            for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
                let index = column * count + place
                let shift = disturbance.isEmpty ? 0 : disturbance[index]
                value += coefficient * (model.ahead[index] + shift - centres[column])
            }
            return ForecastPoint(hour: model.hours[place], value: value, offsets: offsets)
        }
    }
}
