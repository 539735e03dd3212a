/// The original's estimate of the Shapley values: orders in which the seller comes first are redrawn,
/// and what lowers the gain counts as nothing.
struct LegacyShapley {
    private let problem: LegacyProblem
    private let moments: FitProblem
    private let orders: Int

    init(_ problem: LegacyProblem, _ moments: FitProblem, orders: Int) {
        self.problem = problem
        self.moments = moments
        self.orders = orders
    }

    /// The values, and all orders as they were drawn; a single seller gets the value 1 undrawn.
    func values(_ generator: inout LegacyGenerator) -> (values: [Double], drawn: [[Int]]) {
        let count = problem.sellers
        guard count > 1 else { return (Array(repeating: 1, count: count), []) }
        var values = [Double](repeating: 0, count: count)
        var drawn: [[Int]] = []
        let fit = problem.ownFit(moments)
        let own = fit.depth
        for seller in 0..<count {
            for _ in 0..<orders {
                var order: [Int]
                repeat {
                    order = generator.nextPermutation(of: count)
                    drawn.append(order)
                } while order[0] == seller
                fit.shrink(to: own)
                for earlier in order.prefix(while: { $0 != seller }) { fit.append(earlier) }
                let before = problem.gain(fit.error())
                fit.append(seller)
                let after = problem.gain(fit.error())
                values[seller] += max(0, after - before) / Double(orders)
            }
        }
        return (values, drawn)
    }
}
