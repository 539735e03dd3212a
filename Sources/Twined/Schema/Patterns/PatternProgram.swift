/// A regular expression as steps that a matcher follows; a program can be read in either direction.
struct PatternProgram: Sendable {
    /// One step; where nothing else is said the next one follows.
    enum Step: Sendable {
        /// Takes one character of a set.
        case take(ScalarSet)
        /// Goes on at both.
        case fork(Int, Int)
        case jump(Int)
        /// Goes on at a place of a kind only.
        case require(PatternAssertion)
        /// Goes on where the program of a number has matched, or has not.
        case look(Int, isNegated: Bool)
        /// All has matched.
        case done
    }

    private(set) var steps: [Step] = []
    /// What is looked for ahead or behind, each before the one that asks for it.
    private(set) var looks: [Look] = []

    /// Something that is looked for from a place.
    struct Look: Sendable {
        /// Ahead is read backwards, from where the text after a place may match to the place.
        let isAhead: Bool
        let steps: [Step]
    }

    /// The most steps of a program: what bounds the time for one character, and counts like {1,1000}.
    private static let stepLimit = 10_000

    init(_ tree: PatternTree) throws(PatternError) {
        try add(tree, backwards: false)
        steps.append(.done)
    }

    private mutating func append(_ step: Step) throws(PatternError) {
        guard steps.count < Self.stepLimit else {
            throw PatternError(
                explanation: "written out it has more than \(Self.stepLimit) steps")
        }
        steps.append(step)
    }

    private mutating func add(_ tree: PatternTree, backwards: Bool) throws(PatternError) {
        switch tree {
        case .one(let set): try append(.take(set))
        case .place(let assertion): try append(.require(assertion))
        case .sequence(let parts):
            for part in backwards ? parts.reversed() : parts { try add(part, backwards: backwards) }
        case .choice(let branches): try addChoice(branches, backwards)
        case .repeated(let part, let least, let most):
            try addRepeated(part, least, most, backwards)
        case .look(let inner, let isAhead, let isNegated):
            let outer = steps
            steps = []
            try add(inner, backwards: isAhead)
            try append(.done)
            looks.append(Look(isAhead: isAhead, steps: steps))
            steps = outer
            try append(.look(looks.count - 1, isNegated: isNegated))
        }
    }

    private mutating func addChoice(
        _ branches: [PatternTree], _ backwards: Bool
    ) throws(PatternError) {
        var ends: [Int] = []
        for branch in branches.dropLast() {
            let fork = steps.count
            try append(.fork(fork + 1, 0))
            try add(branch, backwards: backwards)
            ends.append(steps.count)
            try append(.jump(0))
            steps[fork] = .fork(fork + 1, steps.count)
        }
        if let last = branches.last { try add(last, backwards: backwards) }
        for end in ends { steps[end] = .jump(steps.count) }
    }

    private mutating func addRepeated(
        _ part: PatternTree, _ least: Int, _ most: Int?, _ backwards: Bool
    ) throws(PatternError) {
        for _ in 0..<least {
            // A part without steps would let this loop run to any count.
            let start = steps.count
            try add(part, backwards: backwards)
            if steps.count == start { return }
        }
        guard let most else {
            let fork = steps.count
            try append(.fork(fork + 1, 0))
            try add(part, backwards: backwards)
            try append(.jump(fork))
            steps[fork] = .fork(fork + 1, steps.count)
            return
        }
        var forks: [Int] = []
        for _ in least..<most {
            let start = steps.count
            forks.append(start)
            try append(.fork(start + 1, 0))
            try add(part, backwards: backwards)
        }
        for fork in forks { steps[fork] = .fork(fork + 1, steps.count) }
    }
}
