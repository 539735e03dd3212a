import Handlers
import TestSupport
import Topics

/// What all parts of a simulated bus share: the clock, chance, and the record of what was promised.
final class World {
    let plan: SimulationPlan
    let ledger = Ledger()
    var random: SeededRandom
    /// The one clock.
    private(set) var milliseconds: Int64 = 1_000
    /// How far a clock was moved on by which leases end, and peers do not: a test may do so.
    private(set) var skipped: Int64 = 0
    /// Whether things go wrong; at the end nothing does any more, so that everything can drain.
    var isFaulty = true
    /// What the run has come to by now. Its fingerprint mixes what happened: two runs of a seed agree.
    var result = SimulationResult()

    /// The world of a plan, before anything has happened.
    init(_ plan: SimulationPlan) {
        self.plan = plan
        random = SeededRandom(seed: plan.seed)
    }

    var now: Moment {
        Moment(
            milliseconds: milliseconds + skipped,
            time: Timestamp(
                microseconds: 1_700_000_000_000_000 + (milliseconds + skipped) * 1_000),
            liveness: milliseconds)
    }

    /// Lets time pass.
    func advance(by duration: Int64) {
        milliseconds += duration
        if goesWrong(0.002) { skipped += pick(1_000...12_000) }
        note(UInt64(milliseconds))
    }

    /// Whether something happens that happens with this probability.
    func happens(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }

    /// Whether something goes wrong that does so with this probability.
    func goesWrong(_ probability: Double) -> Bool {
        isFaulty && happens(probability)
    }

    /// A number in a range.
    func pick(_ range: ClosedRange<Int64>) -> Int64 {
        .random(in: range, using: &random)
    }

    /// An identifier that nothing else has.
    func makeID<ID: UniqueID>() -> ID {
        .random(using: &random)
    }

    /// A generator of its own for a part that wants one.
    func makeRandom() -> SeededRandom {
        SeededRandom(seed: random.next())
    }

    /// Mixes something that happened into the fingerprint.
    func note(_ value: UInt64) {
        result.fingerprint = (result.fingerprint ^ value) &* 0x100_0000_01B3
        result.fingerprint ^= result.fingerprint >> 29
    }
}
