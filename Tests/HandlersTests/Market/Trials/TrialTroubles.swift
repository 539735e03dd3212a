import TestSupport
import Topics

/// What goes wrong, and when.
final class TrialTroubles {
    /// What goes wrong.
    enum Kind {
        /// Nothing.
        case none
        /// Whatever the random numbers say.
        case random
        /// One process stops once: in the turn of this number, counted over all processes from 1.
        case one(turn: Int, TrialFate)
    }

    /// How a request fares on its way.
    enum Way {
        case arrives
        case isLost
        /// It arrives, and what is replied does not.
        case isForgotten
        /// It arrives when nobody waits for it any more.
        case isLate(Duration)
    }

    var kind: Kind
    var random: SeededRandom
    /// How many turns there were.
    private(set) var turns = 0
    /// How often a process has stopped.
    private(set) var stops = 0
    /// One turn in so many is the last of a process.
    private let stopsOneIn: Int
    /// One request in so many goes astray.
    private let losesOneIn: Int

    init(_ kind: Kind, seed: UInt64 = 0) {
        self.kind = kind
        random = SeededRandom(seed: seed)
        stopsOneIn = [8, 25, 100, 1_000_000].randomElement(using: &random) ?? 8
        losesOneIn = [4, 10, 40, 1_000_000].randomElement(using: &random) ?? 4
    }

    /// What becomes of a process in the turn that begins.
    func fate() -> TrialFate {
        turns += 1
        let fate = nextFate()
        if fate != .goesOn { stops += 1 }
        return fate
    }

    private func nextFate() -> TrialFate {
        switch kind {
        case .none: return .goesOn
        case .one(let turn, let fate): return turn == turns ? fate : .goesOn
        case .random:
            guard happens(oneIn: stopsOneIn) else { return .goesOn }
            return Bool.random(using: &random) ? .stopsBefore : .stopsAfter
        }
    }

    /// How a request fares.
    func way() -> Way {
        guard case .random = kind, happens(oneIn: losesOneIn) else { return .arrives }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .isLost
        case 1: return .isForgotten
        // No request is on its way for longer than ten minutes.
        default: return .isLate(.seconds(Int.random(in: 6...590, using: &random)))
        }
    }

    /// How long something takes.
    func delay(_ least: Int, _ most: Int) -> Duration {
        guard case .random = kind else { return .milliseconds(least) }
        return .milliseconds(Int.random(in: least...most, using: &random))
    }

    /// Whether something happens that happens once in so many times.
    func happens(oneIn count: Int) -> Bool {
        Int.random(in: 0..<count, using: &random) == 0
    }
}
