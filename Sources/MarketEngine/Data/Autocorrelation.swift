/// Pearson's correlation of a series with itself, moved by a lag.
struct Autocorrelation {
    /// Centred; zero in gaps.
    private let values: [Double]
    /// One where a value is known; empty for a series without gaps.
    private let known: [Double]
    private let sums: [Double]
    private let squares: [Double]

    /// A scan of a series; NaN stands for a gap.
    init(_ series: [Double], mean: Double) {
        let hasGaps = series.contains { $0.isNaN }
        values = series.map { $0.isNaN ? 0 : $0 - mean }
        known = hasGaps ? series.map { $0.isNaN ? 0 : 1 } : []
        var (sums, squares) = ([0.0], [0.0])
        for value in values {
            sums.append(sums[sums.count - 1] + value)
            squares.append(squares[squares.count - 1] + value * value)
        }
        self.sums = sums
        self.squares = squares
    }

    /// The correlation at a lag; 0 where fewer pairs are known than asked for, or nothing varies.
    subscript(lag: Int, leastPairs: Int) -> Double {
        let count = values.count - lag
        guard count >= max(leastPairs, 2) else { return 0 }
        var moments = Moments()
        values.withUnsafeBufferPointer { values in
            let early = UnsafeBufferPointer(rebasing: values[..<count])
            let late = UnsafeBufferPointer(rebasing: values[lag...])
            moments.product = VectorMath.dot(early, late)
            if known.isEmpty {
                moments.count = Double(count)
                moments.early = (sums[count], squares[count])
                moments.late = (
                    sums[values.count] - sums[lag], squares[values.count] - squares[lag]
                )
            } else {
                addGapped(early, late, to: &moments)
            }
        }
        return moments.count >= Double(leastPairs) ? moments.correlation : 0
    }

    /// The moments over the pairs of which both values are known.
    private func addGapped(
        _ early: UnsafeBufferPointer<Double>, _ late: UnsafeBufferPointer<Double>,
        to moments: inout Moments
    ) {
        known.withUnsafeBufferPointer { known in
            let lag = values.count - early.count
            for place in 0..<early.count {
                let (isEarly, isLate) = (known[place], known[place + lag])
                moments.count += isEarly * isLate
                moments.early.sum += early[place] * isLate
                moments.early.square += early[place] * early[place] * isLate
                moments.late.sum += late[place] * isEarly
                moments.late.square += late[place] * late[place] * isEarly
            }
        }
    }

    private struct Moments {
        var count = 0.0
        var product = 0.0
        var early = (sum: 0.0, square: 0.0)
        var late = (sum: 0.0, square: 0.0)

        var correlation: Double {
            let covariance = product - early.sum * late.sum / count
            let spread =
                (early.square - early.sum * early.sum / count)
                * (late.square - late.sum * late.sum / count)
            // A constant leaves nothing but rounding.
            guard spread > 1e-24 * early.square * late.square, spread > 0 else { return 0 }
            return covariance / spread.squareRoot()
        }
    }
}
