/// A pattern written out as a table for texts of ASCII: for each set of steps that can be at work at once,
/// and each kind of character, the set after it.
struct PatternTable: Sendable {
    /// The kind of each ASCII character: those that no set of the pattern tells apart are one kind.
    private let kinds: [UInt8]
    private let kindCount: Int
    /// The state after each state and kind, state by state.
    private let next: [UInt16]
    private let outcomes: [Outcome]

    /// What a state says about the text.
    private enum Outcome: UInt8 {
        case open
        /// The text matches if it ends here.
        case doneAtEnd
        /// The text matches whatever follows.
        case done
    }

    /// The most states of a table; patterns of people have below 50, and each takes about 40 bytes.
    private static let stateLimit = 256

    /// The table, or nil for a pattern that looks around or needs more states.
    init?(_ program: PatternProgram) {
        guard program.looks.isEmpty else { return nil }
        let steps = program.steps
        guard let kinds = Self.kinds(of: steps) else { return nil }
        let samples = (0..<kinds.count).map { kind in
            Unicode.Scalar(UInt8(kinds.members.firstIndex(of: UInt8(kind)) ?? 0))
        }
        self.kinds = kinds.members
        kindCount = kinds.count
        var states = [Self.closure([0], of: steps, isStart: true)]
        var numbers = [states[0]: 0]
        var next: [UInt16] = []
        var place = 0
        while place < states.count {
            for sample in samples {
                var reached: [Int] = [0]
                for step in states[place] {
                    if case .take(let set) = steps[step], set.contains(sample) {
                        reached.append(step + 1)
                    }
                }
                let state = Self.closure(reached, of: steps, isStart: false)
                if numbers[state] == nil {
                    guard states.count < Self.stateLimit else { return nil }
                    numbers[state] = states.count
                    states.append(state)
                }
                next.append(UInt16(numbers[state] ?? 0))
            }
            place += 1
        }
        self.next = next
        outcomes = states.enumerated().map {
            Self.outcome(of: $1, steps, isStart: $0 == 0)
        }
    }

    /// Whether the pattern matches somewhere in a text; nil for a text that is not all ASCII.
    func matches(_ text: String) -> Bool? {
        var text = text
        return text.withUTF8 { bytes in
            var state = 0
            for (place, byte) in bytes.enumerated() {
                if outcomes[state] == .done {
                    return bytes[place...].allSatisfy { $0 < 128 } ? true : nil
                }
                guard byte < 128 else { return nil }
                state = Int(next[state * kindCount + Int(kinds[Int(byte)])])
            }
            return outcomes[state] != .open
        }
    }

    /// The steps that characters can lead on from, and those that wait for the end of the text.
    private static func closure(
        _ start: [Int], of steps: [PatternProgram.Step], isStart: Bool, isEnd: Bool = false
    ) -> [Int] {
        var set = StepSet(capacity: steps.count)
        var pending = start
        while let step = pending.popLast() {
            guard set.insert(step) else { continue }
            switch steps[step] {
            case .fork(let left, let right): pending += [left, right]
            case .jump(let target): pending.append(target)
            case .require(.start): if isStart { pending.append(step + 1) }
            case .require(.end): if isEnd { pending.append(step + 1) }
            case .take, .require, .look, .done: break
            }
        }
        return set.members.filter { step in
            switch steps[step] {
            case .take, .done, .require(.end): true
            case .fork, .jump, .require, .look: false
            }
        }.sorted()
    }

    private static func outcome(
        of state: [Int], _ steps: [PatternProgram.Step], isStart: Bool
    ) -> Outcome {
        func isDone(_ members: [Int]) -> Bool {
            members.contains { if case .done = steps[$0] { true } else { false } }
        }
        if isDone(state) { return .done }
        let atEnd = closure(state, of: steps, isStart: isStart, isEnd: true)
        return isDone(atEnd) ? .doneAtEnd : .open
    }

    /// The kinds of characters; nil for a program that asks for the edges of words.
    private static func kinds(
        of steps: [PatternProgram.Step]
    ) -> (members: [UInt8], count: Int)? {
        var signatures: [[Bool]] = Array(repeating: [], count: 128)
        for step in steps {
            switch step {
            case .take(let set):
                for value in 0..<128 {
                    signatures[value].append(set.contains(Unicode.Scalar(UInt8(value))))
                }
            case .require(.wordEdge), .require(.noWordEdge): return nil
            case .require, .look, .fork, .jump, .done: break
            }
        }
        var numbers: [[Bool]: UInt8] = [:]
        let members = signatures.map { signature in
            let number = numbers[signature] ?? UInt8(numbers.count)
            numbers[signature] = number
            return number
        }
        return (members, numbers.count)
    }
}
