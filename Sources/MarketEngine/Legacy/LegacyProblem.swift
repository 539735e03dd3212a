/// One bid by the original's formulas, before and after noise was put on the sellers' columns.
struct LegacyProblem {
    let bid: MarketBid
    let model: BidModel
    /// Without noise.
    let clean: FitProblem
    /// The error with own columns only.
    let ownError: Double

    private let evaluationHours: Int

    init(_ bid: MarketBid, _ model: BidModel, evaluationHours: Int) {
        self.bid = bid
        self.model = model
        self.evaluationHours = evaluationHours
        clean = FitProblem(model.matrix, validationRows: evaluationHours)
        ownError = Self.ownFit(clean, model, bid.gain).error()
    }

    /// How many sellers there are.
    var sellers: Int { model.sellers.count }

    /// Normals for all sellers' columns, in the order in which NumPy fills them.
    func normals(from generator: inout LegacyGenerator) -> [Double] {
        (0..<sellers * model.matrix.rows).map { _ in generator.nextNormal() }
    }

    /// The matrix with noise on the sellers' columns: the part `ratio` of their deviation.
    func noisy(_ normals: [Double], ratio: Double) -> DesignMatrix {
        var matrix = model.matrix
        guard ratio > 0 else { return matrix }
        for seller in 0..<sellers {
            let deviation = clean.deviation(ofColumn: seller) * ratio
            let start = matrix.offset(ofColumn: seller)
            for row in start..<start + matrix.rows {
                matrix.values[row] += deviation * normals[row]
            }
        }
        return matrix
    }

    /// The moments of a matrix with noise.
    func problem(_ matrix: DesignMatrix) -> FitProblem {
        FitProblem(matrix, validationRows: evaluationHours)
    }

    /// A fit of the own columns, to which sellers can be added.
    func ownFit(_ problem: FitProblem) -> CoalitionFit {
        Self.ownFit(problem, model, bid.gain)
    }

    /// The error with all sellers.
    func marketError(_ problem: FitProblem) -> Double {
        let fit = ownFit(problem)
        for seller in 0..<sellers { fit.append(seller) }
        return fit.error()
    }

    /// By how many percent of the target's range an error is below that with own columns only.
    func gain(_ error: Double) -> Double {
        model.range > 0 ? 100 * max(0, ownError - error) / model.range : 0
    }

    /// The noise for a bid at a price, as a part of a column's deviation: eq. (18) of Gonçalves,
    /// Pinson and Bessa (2021), divided by the price.
    static func ratio(bid: Double, price: Double) -> Double {
        price > 0 ? max(0, price - bid) / price : 0
    }

    /// The forecast with the clean columns of all sellers, whatever was bid.
    func forecast() -> [ForecastPoint] {
        let fit = ownFit(clean.refit)
        for seller in 0..<sellers { fit.append(seller) }
        return Forecast(model, clean).points(fit.coefficientsByColumn())
    }

    private static func ownFit(
        _ problem: FitProblem, _ model: BidModel, _ function: GainFunction
    ) -> CoalitionFit {
        let silence = [Double](repeating: 0, count: problem.columns)
        let fit = CoalitionFit(problem, noise: silence, function: function)
        for column in model.sellers.count..<problem.columns { fit.append(column) }
        return fit
    }
}
