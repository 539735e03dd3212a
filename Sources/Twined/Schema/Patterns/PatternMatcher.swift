/// One text, through which the steps of patterns are followed: all ways at once, one character at a time.
struct PatternMatcher {
    private let text: [Unicode.Scalar]
    /// For each look of the program, the places at which it matches.
    private var found: [[Bool]] = []

    init(_ text: [Unicode.Scalar]) {
        self.text = text
    }

    /// Whether a program matches somewhere.
    mutating func finds(_ program: PatternProgram) -> Bool {
        found = []
        for look in program.looks {
            var places = Array(repeating: false, count: text.count + 1)
            follow(look.steps, backwards: look.isAhead) { place in
                places[place] = true
                return true
            }
            found.append(places)
        }
        var isFound = false
        follow(program.steps, backwards: false) { _ in
            isFound = true
            return false
        }
        return isFound
    }

    /// Follows steps that may begin at every place, and tells each place at which they are all done,
    /// until it hears that it need not go on.
    private func follow(
        _ steps: [PatternProgram.Step], backwards: Bool, whenDone goesOn: (Int) -> Bool
    ) {
        var current = StepSet(capacity: steps.count)
        var following = StepSet(capacity: steps.count)
        for index in 0...text.count {
            let place = backwards ? text.count - index : index
            if reach(0, of: steps, at: place, &current), !goesOn(place) { return }
            guard index < text.count else { return }
            let scalar = text[backwards ? place - 1 : place]
            let next = backwards ? place - 1 : place + 1
            following.removeAll()
            var isDone = false
            for step in current.members {
                guard case .take(let set) = steps[step], set.contains(scalar) else { continue }
                if reach(step + 1, of: steps, at: next, &following) { isDone = true }
            }
            if isDone, !goesOn(next) { return }
            swap(&current, &following)
        }
    }

    /// Adds a step and all that follow it without a character; whether the last one is among them.
    private func reach(
        _ start: Int, of steps: [PatternProgram.Step], at place: Int, _ set: inout StepSet
    ) -> Bool {
        var isDone = false
        var pending = [start]
        while let step = pending.popLast() {
            guard set.insert(step) else { continue }
            switch steps[step] {
            case .take: break
            case .fork(let left, let right):
                pending.append(right)
                pending.append(left)
            case .jump(let target): pending.append(target)
            case .require(let assertion):
                if assertion.holds(at: place, of: text) { pending.append(step + 1) }
            case .look(let look, let isNegated):
                if found[look][place] != isNegated { pending.append(step + 1) }
            case .done: isDone = true
            }
        }
        return isDone
    }
}
