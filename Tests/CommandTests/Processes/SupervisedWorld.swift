import TestSupport

@testable import BusNodeCommand

/// Processes that start, fail and end by chance, and a list of what a supervisor must never do with them.
struct SupervisedWorld {
    private var supervisor: Supervisor
    private var random: SeededRandom
    private var alive: Set<String> = []
    private var now = Duration.zero
    private let names = ["backbone", "registry", "market"]

    private(set) var isFinished = false
    private(set) var mistakes: [String] = []
    private var isStopping = false

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        supervisor = Supervisor(names)
        take(.begin)
    }

    /// Lets things happen.
    mutating func run(steps: Int) {
        for _ in 0..<steps { step() }
    }

    /// Stops, while things go on happening, until all processes had the chance to end.
    mutating func stop() {
        isStopping = true
        take(Bool.random(using: &random) ? .stop : .stopNow)
        for _ in 0..<2_000 where !isFinished { step() }
    }

    private mutating func step() {
        now += .milliseconds(Int.random(in: 0...5_000, using: &random))
        guard let name = names.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<10, using: &random) {
        case 0 where alive.contains(name):
            alive.remove(name)
            take(.exited(name, .exited(1)))
        case 1...3 where alive.contains(name): take(.started(name))
        default: take(.tick)
        }
    }

    private mutating func take(_ input: Supervisor.Input) {
        for directive in supervisor.handle(input, at: now) {
            switch directive {
            case .start(let name):
                if !alive.insert(name).inserted { mistakes.append("started twice: \(name)") }
                if isStopping { mistakes.append("started while stopping: \(name)") }
            case .terminate(let name), .kill(let name):
                if !alive.contains(name) { mistakes.append("signalled the dead: \(name)") }
            case .report: break
            case .finish:
                if isFinished || !alive.isEmpty { mistakes.append("finished with \(alive)") }
                isFinished = true
            }
        }
        if let tick = supervisor.nextTick, tick < now, input == .tick {
            mistakes.append("left a tick behind at \(now)")
        }
    }
}
