#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The original's mark-down of similar sellers: the cosine of columns that were not centred, with
/// three decimals, which is near one for any two series of power.
struct LegacySimilarity {
    /// One for each two sellers, zero on the diagonal.
    let cosines: [[Double]]

    private let penalty: Double

    init(_ matrix: DesignMatrix, sellers: Int, penalty: Double) {
        self.penalty = penalty
        let norms = (0..<sellers).map { seller in
            Self.rounded(Self.product(matrix, seller, seller).squareRoot())
        }
        cosines = (0..<sellers).map { left in
            (0..<sellers).map { right in
                let length = norms[left] * norms[right]
                guard left != right, length > 0 else { return 0 }
                return Self.rounded(abs(Self.product(matrix, left, right) / length))
            }
        }
    }

    /// The shares by values and similarity; nil where all values are zero.
    func shares(_ values: [Double]) -> [Double]? {
        let marked = values.indices.map { seller in
            values[seller] * exp(-penalty * cosines[seller].reduce(0, +))
        }
        let sum = marked.reduce(0, +)
        return sum > 0 ? marked.map { $0 / sum } : nil
    }

    private static func rounded(_ value: Double) -> Double {
        (value * 1_000).rounded(.toNearestOrEven) / 1_000
    }

    private static func product(_ matrix: DesignMatrix, _ left: Int, _ right: Int) -> Double {
        zip(matrix.column(left), matrix.column(right)).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
