/// An order in which nodes can start, and the rings of nodes that wait for each other.
struct StartOrder {
    /// The places of the nodes, in the order in which they start.
    private(set) var places: [Int] = []
    /// Rings of places where each waits for the next, and the last for the first.
    private(set) var cycles: [[Int]] = []

    private let steps: [Step]
    private var isPlaced: [Bool]

    /// What the order depends on.
    struct Step {
        let name: String?
        let role: NodeRole?
        let after: [String]
    }

    /// Orders the nodes, keeping to the order given where nothing else decides.
    ///
    /// A ring is noted and then started as if it waited for nothing, so that all rings are found. Names
    /// that no node has are not waited for.
    init(of steps: [Step]) {
        self.steps = steps
        isPlaced = Array(repeating: false, count: steps.count)
        let needed = Self.needed(by: steps)
        while places.count < steps.count {
            if let ready = steps.indices.first(where: { isReady($0, needed) }) {
                place(ready)
            } else {
                let cycle = findCycle(needed)
                cycles.append(cycle)
                cycle.forEach { place($0) }
            }
        }
    }

    /// The places that each node waits for.
    private static func needed(by steps: [Step]) -> [[Int]] {
        let names = steps.enumerated().compactMap { place, step in step.name.map { ($0, place) } }
        let placeOfName = Dictionary(names) { first, _ in first }
        return steps.map { step in
            let implied = steps.indices.filter { steps[$0].rank < step.rank }
            return implied + step.after.compactMap { placeOfName[$0] }
        }
    }

    private func isReady(_ place: Int, _ needed: [[Int]]) -> Bool {
        !isPlaced[place] && needed[place].allSatisfy { isPlaced[$0] }
    }

    private mutating func place(_ place: Int) {
        isPlaced[place] = true
        places.append(place)
    }

    /// Walks from node to awaited node until one comes again: nothing is ready, so each awaits another.
    private func findCycle(_ needed: [[Int]]) -> [Int] {
        var walk: [Int] = []
        var current = isPlaced.firstIndex(of: false)
        while let place = current {
            if let start = walk.firstIndex(of: place) { return Array(walk[start...]) }
            walk.append(place)
            current = needed[place].first { !isPlaced[$0] }
        }
        preconditionFailure("node \(walk.last ?? 0) waits for nothing and was not started")
    }
}

extension StartOrder.Step {
    /// Nodes of a lower rank start first; an unknown role is taken for a service.
    fileprivate var rank: Int {
        switch role {
        case .backbone: 0
        case .registry: 1
        case .ledger: 2
        case .market: 3
        case .service, nil: 4
        }
    }
}
