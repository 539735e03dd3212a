#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One buyer's resource in `sound` mode, with what its bids share.
final class SoundProblem {
    let model: BidModel
    let groups: CopyGroups

    private let problem: FitProblem
    private let parameters: MarketParameters
    private let variances: [Double]
    private var curves: [GainFunction: QualityCurve] = [:]
    private var divisions: [Division: ShapleyValues] = [:]

    private struct Division: Hashable {
        let function: GainFunction
        let noise: Double
    }

    init(_ model: BidModel, _ parameters: MarketParameters) {
        problem = FitProblem(model.matrix, validationRows: parameters.evaluationHours)
        groups = CopyGroups(problem, sellers: model.sellers.count)
        self.parameters = parameters
        let (problem, sellers) = (problem, model.sellers.count)
        variances = (0..<problem.columns).map { column in
            column < sellers ? problem.whole[column, column] / Double(problem.whole.rows) : 0
        }
        // The rows are in the moments now; a session with many buyers would keep them all.
        self.model = model.withoutRows()
    }

    /// The gain by the quality of the features.
    func curve(_ function: GainFunction) -> QualityCurve {
        if let known = curves[function] { return known }
        let measured = (0...QualityCurve.steps).map { step in
            let noise = Double(step) / Double(QualityCurve.steps)
            return gain(error(function, noise: noise), function)
        }
        let curve = QualityCurve(measured: measured)
        curves[function] = curve
        return curve
    }

    /// The error with own columns only.
    func ownError(_ function: GainFunction) -> Double {
        ownFit(problem, noise: 0, function).error()
    }

    /// The error with all sellers at a noise.
    func error(_ function: GainFunction, noise: Double) -> Double {
        fullFit(problem, noise: noise, function).error()
    }

    /// The Shapley values of the groups at a noise: exact for few groups, sampled for many.
    func shapleyValues(_ function: GainFunction, noise: Double, seed: UInt32) -> ShapleyValues {
        let division = Division(function: function, noise: noise)
        if let known = divisions[division] { return known }
        let fit = ownFit(problem, noise: noise, function)
        let values =
            groups.members.count <= parameters.exactSellers
            ? exactValues(fit, function) : sampledValues(fit, function, seed)
        divisions[division] = values
        return values
    }

    /// The shares of the sellers: positive Shapley values marked down by similarity (Agarwal, Dahleh
    /// and Sarkar 2019, algorithm 3, with centred correlation), then made to add up to one.
    func shares(_ shapley: ShapleyValues) -> (values: [Double], shares: [Double]) {
        var values = [Double](repeating: 0, count: model.sellers.count)
        var shares = values
        let likeness = groups.members.indices.map(groups.similarityToOthers)
        // Only differences count: without the least the exponential could vanish for all.
        let least = likeness.min() ?? 0
        let marked = groups.members.indices.map { group in
            max(0, shapley.values[group])
                * exp(-parameters.similarityPenalty * (likeness[group] - least))
        }
        let sum = marked.reduce(0, +)
        for (group, members) in groups.members.enumerated() {
            let share = sum > 0 ? marked[group] / sum : 1 / Double(groups.members.count)
            for member in members {
                values[member] = shapley.values[group] / Double(members.count)
                shares[member] = share / Double(members.count)
            }
        }
        return (values, shares)
    }

    /// The forecast at a noise, or with own columns only: fitted to all rows with the noise expected,
    /// and with noise on the sellers' features in the hours ahead, as the buyer paid for them.
    func forecast(
        _ function: GainFunction, noise: Double?, seed: UInt32, bid: String
    ) -> [ForecastPoint] {
        func coefficients(_ problem: FitProblem) -> [Double] {
            let fit =
                noise.map { fullFit(problem, noise: $0, function) }
                ?? ownFit(problem, noise: 0, function)
            return fit.coefficientsByColumn()
        }
        let count = model.hours.count
        var random = SeedSequence(seed: seed, name: "forecast \(bid)")
        var disturbance: [Double] = []
        if let noise, noise > 0 {
            for variance in variances {
                let spread = noise * variance.squareRoot()
                for _ in 0..<count {
                    disturbance.append(spread > 0 ? spread * random.nextNormal() : 0)
                }
            }
        }
        let offsets =
            parameters.quantiles
            ? quantiles(coefficients(problem), noise: noise ?? 0, &random) : nil
        return Forecast(model, problem).points(
            coefficients(problem.refit), disturbance: disturbance, offsets: offsets)
    }

    /// By how many percent of the target's range (squared for the squared error) an error is below
    /// that with own columns only.
    func gain(_ error: Double, _ function: GainFunction) -> Double {
        let scale = scale(function)
        return scale > 0 ? 100 * max(0, ownError(function) - error) / scale : 0
    }
}

extension SoundProblem {
    private func scale(_ function: GainFunction) -> Double {
        function == .meanSquaredError ? model.range * model.range : model.range
    }

    private func ownFit(
        _ problem: FitProblem, noise: Double, _ function: GainFunction
    ) -> CoalitionFit {
        let fit = CoalitionFit(
            problem, noise: variances.map { $0 * noise * noise }, function: function)
        for column in model.sellers.count..<problem.columns { fit.append(column) }
        return fit
    }

    private func fullFit(
        _ problem: FitProblem, noise: Double, _ function: GainFunction
    ) -> CoalitionFit {
        let fit = ownFit(problem, noise: noise, function)
        for group in groups.members { fit.append(group[0]) }
        return fit
    }

    private func exactValues(_ fit: CoalitionFit, _ function: GainFunction) -> ShapleyValues {
        let count = groups.members.count
        let (own, scale) = (fit.error(), scale(function))
        var worth = [Double](repeating: 0, count: 1 << count)
        func extend(_ coalition: Int, from first: Int) {
            for player in first..<count {
                let depth = fit.depth
                let isNew = fit.append(groups.members[player][0])
                let larger = coalition | 1 << player
                worth[larger] =
                    isNew ? 100 * max(0, own - fit.error()) / scale : worth[coalition]
                extend(larger, from: player + 1)
                fit.shrink(to: depth)
            }
        }
        extend(0, from: 0)
        return ShapleyValues.exact(count: count, worth: worth)
    }

    private func sampledValues(
        _ fit: CoalitionFit, _ function: GainFunction, _ seed: UInt32
    ) -> ShapleyValues {
        let (own, scale, depth) = (fit.error(), scale(function), fit.depth)
        let players = groups.members.map { $0[0] }
        var random = SeedSequence(seed: seed, name: "orders \(model.resource) \(function.rawValue)")
        return ShapleyValues.sampled(
            count: players.count, orders: parameters.sampledOrders, limit: 100 * own / scale,
            random: &random
        ) { order, added in
            fit.shrink(to: depth)
            var before = 0.0
            for (place, player) in order.enumerated() {
                let isNew = fit.append(players[player])
                let after = isNew ? 100 * max(0, own - fit.error()) / scale : before
                added[place] = after - before
                before = after
            }
        }
    }

    /// What to add to a forecast for its quantiles: those of the errors in the evaluation hours, with
    /// the noise that the features have (linear between order statistics, type 7 of Hyndman and Fan).
    private func quantiles(
        _ coefficients: [Double], noise: Double, _ random: inout SeedSequence
    ) -> [Double] {
        let rows = problem.validation.rows
        var spread = 0.0
        for (column, coefficient) in coefficients.enumerated() {
            spread += coefficient * coefficient * variances[column] * noise * noise
        }
        spread = spread.squareRoot()
        var errors = problem.validationColumns.suffix(rows).map { value in
            spread > 0 ? value - spread * random.nextNormal() : value
        }
        for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
            for row in 0..<rows {
                errors[row] -= coefficient * problem.validationColumns[column * rows + row]
            }
        }
        errors.sort()
        return [0.1, 0.5, 0.9].map { part in
            let place = part * Double(rows - 1)
            let below = Int(place)
            let above = min(below + 1, rows - 1)
            return errors[below] + (errors[above] - errors[below]) * (place - Double(below))
        }
    }
}
