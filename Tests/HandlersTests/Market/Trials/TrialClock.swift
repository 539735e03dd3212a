import Topics

/// Virtual time, and what is going to happen in it.
final class TrialClock {
    private(set) var now: Timestamp
    private var agenda: [Entry] = []
    private var count = 0

    private struct Entry {
        let time: Timestamp
        let number: Int
        let action: () throws -> Void
    }

    init(at now: Timestamp) {
        self.now = now
    }

    /// Has something happen later; what is to happen at the same moment happens in the order of the calls.
    func after(_ duration: Duration, _ action: @escaping () throws -> Void) {
        at(now.advanced(by: duration), action)
    }

    /// The same, at a moment; at once when it has passed.
    func at(_ time: Timestamp, _ action: @escaping () throws -> Void) {
        count += 1
        agenda.append(Entry(time: max(time, now), number: count, action: action))
    }

    /// Lets everything happen that is to happen by then.
    func run(until end: Timestamp) throws {
        while let place = next, agenda[place].time <= end {
            let entry = agenda.remove(at: place)
            now = entry.time
            try entry.action()
        }
        now = end
    }

    private var next: Int? {
        agenda.indices.min {
            (agenda[$0].time, agenda[$0].number) < (agenda[$1].time, agenda[$1].number)
        }
    }
}
