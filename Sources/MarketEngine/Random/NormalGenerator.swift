#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Makes numbers of the standard normal distribution from even ones, by Marsaglia's polar method, as NumPy's
/// legacy generator does it.
package protocol NormalGenerator {
    /// The second number of the pair that was made last, until it is taken.
    var spare: Double? { get set }

    /// A number in [0, 1).
    mutating func nextDouble() -> Double
}

extension NormalGenerator {
    /// A number of the standard normal distribution; every second one was made with its neighbour.
    package mutating func nextNormal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let first = 2 * nextDouble() - 1
            let second = 2 * nextDouble() - 1
            let square = first * first + second * second
            guard square < 1, square != 0 else { continue }
            let factor = (-2 * log(square) / square).squareRoot()
            spare = factor * first
            return factor * second
        }
    }
}
