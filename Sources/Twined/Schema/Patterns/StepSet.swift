/// The steps of a pattern that are at work, each once.
struct StepSet {
    private(set) var members: [Int] = []
    private var rounds: [Int]
    private var round = 1

    init(capacity: Int) {
        rounds = Array(repeating: 0, count: capacity)
    }

    /// Whether the step was not in the set yet.
    mutating func insert(_ step: Int) -> Bool {
        guard rounds[step] != round else { return false }
        rounds[step] = round
        members.append(step)
        return true
    }

    mutating func removeAll() {
        members.removeAll(keepingCapacity: true)
        round += 1
    }
}
