import Handlers
import TestSupport
import Topics

/// What a run of the simulated bus is made of: sizes, limits and how often things go wrong, all by the seed.
struct SimulationPlan: Sendable {
    let seed: UInt64
    var steps = 400
    var limits = BackboneLimits.standard
    var parents: Int
    var children: Int
    var revisions: Int
    var publishers: Int
    var subscribers: Int
    var subscriptions: Int
    var watchers: Int
    var questionsOfParent: Int
    var messagesOfPublisher: Int

    /// Milliseconds that a message travels at most.
    var delay: Int64
    /// Milliseconds between two steps at most.
    var pause: Int64
    /// How likely a connection breaks in a step.
    var breaks: Double
    /// How likely a connection stalls in a step.
    var stalls: Double
    /// How likely a node says a thing twice.
    var repetitions: Double
    /// How likely a node dies in a step, to come back as a new session.
    var nodeCrashes: Double
    /// How likely the backbone dies at one of the places in a turn where that makes a difference.
    var backboneCrashes: Double
    /// How likely it takes the machine with it, so that what was not safe on the disk is lost or torn.
    var powerLosses: Double
    /// How likely it is, in a turn, that an operation of the disk fails soon.
    var diskFaults: Double
    /// A fault of the disk that comes for certain.
    var fault: DiskFault?
    /// How likely the disk is not done with a transaction when the next turn begins.
    var slowSyncs: Double
    /// Pages of the write-ahead log after which it is written back.
    var checkpointPages: Int

    /// The plan that belongs to a seed.
    init(seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed ^ 0x5EED_0F_B05)
        parents = .random(in: 1...2, using: &random)
        children = .random(in: 1...4, using: &random)
        revisions = .random(in: 1...min(2, children), using: &random)
        publishers = .random(in: 0...2, using: &random)
        subscribers = publishers == 0 ? 0 : .random(in: 1...3, using: &random)
        subscriptions = .random(in: 1...2, using: &random)
        watchers = .random(in: 0...1, using: &random)
        questionsOfParent = .random(in: 3...10, using: &random)
        messagesOfPublisher = .random(in: 5...25, using: &random)
        delay = Self.pick([0, 5, 30, 120], &random)
        pause = Self.pick([3, 10, 40], &random)
        let trouble = Self.pick([0, 1, 1, 3.0], &random)
        breaks = 0.004 * trouble
        nodeCrashes = 0.001 * trouble
        backboneCrashes = Self.pick([0, 0.001, 0.003], &random) * trouble
        powerLosses = Self.pick([0, 0.5, 1], &random)
        diskFaults = Self.pick([0, 0.003, 0.01], &random) * trouble
        stalls = Self.pick([0, 0, 0.005, 0.02], &random) * trouble
        repetitions = Self.pick([0, 0, 0.02, 0.2], &random)
        checkpointPages = Self.pick([10, 100, 1_000], &random)
        slowSyncs = Self.pick([0, 0.3, 0.8], &random)
        limits.heartbeat = 150
        limits.silence = 800
        limits.absence = 300
        limits.questionLease = 600
        limits.questionAttempts = Bool.random(using: &random) ? 5 : 100
        limits.unserved = 3_000
        limits.request = 2_000
    }

    /// A short run in which nothing goes wrong but one thing with the disk.
    init(fault: DiskFault) {
        self.init(seed: 1)
        (parents, children, revisions) = (1, 1, 1)
        (publishers, subscribers, subscriptions, watchers) = (1, 1, 1, 0)
        (questionsOfParent, messagesOfPublisher) = (3, 5)
        // Nothing goes wrong in the steps after these.
        (steps, delay, pause) = (0, 5, 20)
        (breaks, nodeCrashes, backboneCrashes, powerLosses, diskFaults) = (0, 0, 0, 0, 0)
        (stalls, repetitions, slowSyncs) = (0, 0, 0)
        checkpointPages = 10
        self.fault = fault
    }

    private static func pick<Value>(_ values: [Value], _ random: inout SeededRandom) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }
}
