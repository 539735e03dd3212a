#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The Shapley values (Shapley 1953) of players 0..<count: each one's part of what all are worth.
struct ShapleyValues: Hashable, Sendable {
    /// One for each player; they add up to the worth of all.
    let values: [Double]
    /// By how much a value may be wrong, with a probability of 95 % for all together; nil when exact.
    let bound: Double?
    /// The same from the spread that was found, which is not guaranteed: how far a value may well be
    /// off; nil when exact.
    let estimate: Double?

    /// The probability that the bound does not hold.
    static let errorProbability = 0.05

    /// Exact values from the worth of each of the 2^count coalitions; bit m stands for player m.
    static func exact(count: Int, worth: [Double]) -> ShapleyValues {
        precondition(worth.count == 1 << count, "every coalition needs a worth")
        // The part of the orders in which exactly a given coalition of a size comes before a player.
        var weights = [Double](repeating: 0, count: max(count, 1))
        var choices = 1.0
        for size in 0..<count {
            weights[size] = 1 / (Double(count) * choices)
            choices *= Double(count - 1 - size) / Double(size + 1)
        }
        var values = [Double](repeating: 0, count: count)
        for coalition in worth.indices {
            let weight = coalition.nonzeroBitCount < count ? weights[coalition.nonzeroBitCount] : 0
            for player in 0..<count where coalition & (1 << player) == 0 {
                values[player] += weight * (worth[coalition | 1 << player] - worth[coalition])
            }
        }
        return ShapleyValues(values: values, bound: nil, estimate: nil)
    }

    /// Values from random orders, each taken forwards and backwards (antithetic sampling; Castro,
    /// Gómez and Tejada 2009, Mitchell et al. 2022).
    ///
    /// `marginals` gives for an order what each player adds when it joins, in the order's order. The
    /// mean over the two directions of an order is in [-limit, limit], orders are independent: by
    /// Hoeffding (1963) and the union over players, the bound is limit·√(2 ln(2·count/0.05) / orders).
    /// The estimate has the largest standard deviation of a player's means in place of the limit.
    static func sampled(
        count: Int, orders: Int, limit: Double, random: inout SeedSequence,
        marginals: ([Int], inout [Double]) -> Void
    ) -> ShapleyValues {
        var values = [Double](repeating: 0, count: count)
        var (added, means, squares) = (values, values, values)
        for _ in 0..<orders {
            let order = random.nextPermutation(of: count)
            for player in 0..<count { means[player] = 0 }
            for direction in [order, order.reversed()] {
                marginals(direction, &added)
                for (place, player) in direction.enumerated() { means[player] += added[place] / 2 }
            }
            for player in 0..<count {
                values[player] += means[player]
                squares[player] += means[player] * means[player]
            }
        }
        let draws = Double(orders)
        var variance = 0.0
        for player in 0..<count {
            values[player] /= draws
            let spread = squares[player] / draws - values[player] * values[player]
            variance = max(variance, spread * draws / (draws - 1))
        }
        let width = (2 * log(2 * Double(count) / errorProbability) / draws).squareRoot()
        return ShapleyValues(
            values: values, bound: limit * width, estimate: variance.squareRoot() * width)
    }
}
