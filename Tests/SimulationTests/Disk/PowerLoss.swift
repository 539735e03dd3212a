import TestSupport

/// What a loss of power does to sectors that were written and not yet safe.
struct PowerLoss {
    let sectorSize: Int
    /// Whether bytes beside what is written stay as they are, although they are in the same sector.
    let sparesNeighbours: Bool
    /// Present when the disk writes in order: each file then keeps what was written up to some moment.
    let order: Void?
    private let keeping: Double
    private let garbling: Double

    /// What becomes of a sector.
    enum Fate {
        case lost
        case kept
        /// The first part of it is new.
        case torn
        case garbled
    }

    /// One of the many ways to lose power: with everything, nothing, in order, or anything in any order.
    init(sectorSize: Int, sparesNeighbours: Bool, _ random: inout SeededRandom) {
        self.sectorSize = sectorSize
        self.sparesNeighbours = sparesNeighbours
        let way = Int.random(in: 0..<8, using: &random)
        order = way == 2 ? () : nil
        keeping = way == 0 ? 0 : way == 1 ? 1 : .random(in: 0.02...0.98, using: &random)
        garbling = way < 5 ? 0 : .random(in: 0...0.2, using: &random)
    }

    /// Whether a change of a file's length is kept.
    func keeps(_ random: inout SeededRandom) -> Bool {
        Double.random(in: 0..<1, using: &random) < keeping
    }

    /// What becomes of the next sector.
    func fate(_ random: inout SeededRandom) -> Fate {
        if garbling > 0, Double.random(in: 0..<1, using: &random) < garbling {
            return Bool.random(using: &random) ? .torn : .garbled
        }
        return keeps(&random) ? .kept : .lost
    }
}
