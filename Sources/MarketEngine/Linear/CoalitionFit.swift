#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Least squares that grow and shrink by one column, and the error of each on the validation rows.
///
/// Columns are made orthogonal one after another in the space of the moments (Gram and Schmidt), so
/// that a column costs a square of their number, no pass over the data and no memory. A column that
/// the others explain but for 1e-10 of its variance is refused: copies and constants add nothing.
///
/// Noise of variance `noise[j]` on column `j` is put in by its expected value: on the diagonal of
/// the training moments, and as the sum of squared coefficients times variances in the error.
final class CoalitionFit {
    /// How many columns there are now.
    private(set) var depth = 0

    private let problem: FitProblem
    private let noise: [Double]
    private let function: GainFunction
    /// The most columns there may be at once, and the length of a row in the buffers below.
    private let limit: Int
    private var chosen: [Int]
    private let lengths: UnsafeMutablePointer<Double>
    private let targets: UnsafeMutablePointer<Double>
    private let gathered: UnsafeMutablePointer<Double>
    private let directions: UnsafeMutablePointer<Double>
    private let products: UnsafeMutablePointer<Double>
    private let coefficients: UnsafeMutablePointer<Double>
    private let residuals: UnsafeMutablePointer<Double>

    private static let leastPivot = 1e-10

    /// A fit without columns; `noise` has a variance for each column of the problem.
    init(_ problem: FitProblem, noise: [Double], function: GainFunction) {
        self.problem = problem
        self.noise = noise
        self.function = function
        limit = problem.columns
        chosen = [Int](repeating: 0, count: limit)
        func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
            let buffer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
            buffer.initialize(repeating: 0, count: max(count, 1))
            return buffer
        }
        lengths = zeros(limit)
        targets = zeros(limit)
        gathered = zeros(limit)
        directions = zeros(limit * limit)
        products = zeros(limit * limit)
        coefficients = zeros((limit + 1) * limit)
        residuals = zeros(problem.validation.rows)
    }

    deinit {
        for buffer in [
            lengths, targets, gathered, directions, products, coefficients, residuals,
        ] {
            buffer.deallocate()
        }
    }

    /// Adds a column; false, and nothing happens, when the columns there are explain it.
    @discardableResult
    func append(_ column: Int) -> Bool {
        let training = problem.training
        let target = problem.columns
        for place in 0..<depth { gathered[place] = training[column, chosen[place]] }
        let whole = training[column, column] + noise[column] * Double(training.rows)
        let direction = directions + depth * limit
        direction.update(repeating: 0, count: depth + 1)
        var length = whole
        var product = training[column, target]
        for place in 0..<depth {
            let earlier = directions + place * limit
            let shared = VectorMath.dot(earlier, gathered, place + 1)
            let ratio = shared / lengths[place]
            length -= ratio * shared
            product -= ratio * targets[place]
            VectorMath.add(-ratio, times: earlier, to: direction, place + 1)
        }
        guard length > Self.leastPivot * whole, whole > 0 else { return false }
        direction[depth] = 1
        chosen[depth] = column
        lengths[depth] = length
        targets[depth] = product
        for place in 0...depth {
            products[depth * limit + place] = problem.validation[column, chosen[place]]
        }
        let before = coefficients + depth * limit
        let after = before + limit
        after.update(from: before, count: depth)
        after[depth] = 0
        VectorMath.add(product / length, times: direction, to: after, depth + 1)
        depth += 1
        return true
    }

    /// Takes away the last columns until so many are left.
    func shrink(to depth: Int) {
        precondition(depth <= self.depth, "a fit shrinks to fewer columns")
        self.depth = depth
    }

    /// The error of the forecasts for the validation rows.
    func error() -> Double {
        let count = Double(problem.validation.rows)
        switch function {
        case .meanSquaredError: return max(0, squaredError()) / count
        case .rootMeanSquaredError: return (max(0, squaredError()) / count).squareRoot()
        case .meanAbsoluteError: return absoluteError()
        }
    }

    /// The coefficient of each column of the problem, 0 where it is not in the fit.
    func coefficientsByColumn() -> [Double] {
        var dense = [Double](repeating: 0, count: problem.columns)
        for place in 0..<depth { dense[chosen[place]] = coefficients[depth * limit + place] }
        return dense
    }

    /// The sum of squared errors: a quadratic form of the coefficients in the validation moments.
    private func squaredError() -> Double {
        let validation = problem.validation
        let target = problem.columns
        let beta = coefficients + depth * limit
        let count = Double(validation.rows)
        var total = validation[target, target]
        for place in 0..<depth {
            let column = chosen[place]
            let row = products + place * limit
            let others = 2 * VectorMath.dot(row, beta, place)
            let own = (row[place] + noise[column] * count) * beta[place]
            total += beta[place] * (others + own - 2 * validation[column, target])
        }
        return total
    }

    private func absoluteError() -> Double {
        let rows = problem.validation.rows
        let beta = coefficients + depth * limit
        var variance = 0.0
        problem.validationColumns.withUnsafeBufferPointer { columns in
            guard let base = columns.baseAddress else { return }
            residuals.update(from: base + problem.columns * rows, count: rows)
            for place in 0..<depth {
                let column = chosen[place]
                VectorMath.add(-beta[place], times: base + column * rows, to: residuals, rows)
                variance += beta[place] * beta[place] * noise[column]
            }
        }
        var total = 0.0
        if variance > 0 {
            let spread = variance.squareRoot()
            for row in 0..<rows { total += Self.foldedMean(residuals[row], spread) }
        } else {
            for row in 0..<rows { total += abs(residuals[row]) }
        }
        return total / Double(rows)
    }

    /// The mean of |x + spread z| for a standard normal z (Leone, Nelson and Nottingham, 1961).
    private static func foldedMean(_ x: Double, _ spread: Double) -> Double {
        let ratio = x / spread
        // Beyond eight deviations the noise changes the sign once in 1e15: nothing of it is left.
        if abs(ratio) > 8 { return abs(x) }
        let density = exp(-ratio * ratio / 2) * 0.797_884_560_802_865_4
        return spread * density + x * erf(ratio * 0.5.squareRoot())
    }
}
