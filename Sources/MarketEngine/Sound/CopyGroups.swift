/// Sellers of one and the same series: they count as one seller, and share what that one gets.
///
/// A copy then changes nothing for anybody: not the gain (noise is not averaged out over copies), not
/// the other sellers' shares, and its maker gets no more than for the original. That is the robustness
/// to replication that Agarwal, Dahleh and Sarkar (2019, section 5.3) ask for, kept exactly for copies.
struct CopyGroups: Sendable {
    /// The columns of each group; the first of them stands for the group. Columns that are left out
    /// are in none.
    let members: [[Int]]
    /// The similarity of each two groups, `members.count` squared, row by row: the absolute value of
    /// the centred correlation, 0 on the diagonal and for constants.
    let similarity: [Double]

    /// Series that differ by less than a thousandth of their deviation are copies, also when they are
    /// multiplied or moved.
    private static let leastCorrelation = 1 - 5e-7

    /// How much further from the mean of the training hours the evaluation hours of a seller may lie
    /// than the training hours themselves, in squares. Beyond it a coefficient means nothing there:
    /// one seller with a jump would spoil the gain of all, so its column is left out.
    private static let largestLeap = 25.0

    /// Groups the first columns of a problem.
    init(_ problem: FitProblem, sellers: Int) {
        var members: [[Int]] = []
        for seller in 0..<sellers where Self.isCovered(problem, seller) {
            let group = members.firstIndex { group in
                Self.correlation(problem.whole, group[0], seller) >= Self.leastCorrelation
            }
            if let group { members[group].append(seller) } else { members.append([seller]) }
        }
        self.members = members
        similarity = members.flatMap { left in
            members.map { right in
                left[0] == right[0] ? 0 : Self.correlation(problem.whole, left[0], right[0])
            }
        }
    }

    /// How similar a group is to all others together.
    func similarityToOthers(of group: Int) -> Double {
        let count = members.count
        return similarity[group * count..<(group + 1) * count].reduce(0, +)
    }

    private static func isCovered(_ problem: FitProblem, _ seller: Int) -> Bool {
        let (training, validation) = (problem.training, problem.validation)
        let before = training[seller, seller] / Double(training.rows)
        let after = validation[seller, seller] / Double(validation.rows)
        return after <= largestLeap * before
    }

    private static func correlation(_ moments: Moments, _ left: Int, _ right: Int) -> Double {
        let lengths = moments[left, left] * moments[right, right]
        return lengths > 0 ? min(1, abs(moments[left, right]) / lengths.squareRoot()) : 0
    }
}
