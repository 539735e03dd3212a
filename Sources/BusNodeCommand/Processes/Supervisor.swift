/// Decides which nodes are started, started again and stopped, and when; it starts and stops nothing itself.
///
/// Nodes start in the order given, each when the one before it runs or has failed for the first time, and
/// stop in the opposite order, each when the one behind it has ended. A node that ends is started again
/// after a pause which doubles with each time.
///
/// Times are counted from any fixed moment by a clock that only goes forward.
struct Supervisor {
    private let limits: SupervisorLimits
    private var nodes: [Node]
    private var phase = Phase.idle

    /// What has happened.
    enum Input: Sendable, Equatable {
        /// The nodes are to run.
        case begin
        /// The node serves.
        case started(String)
        /// The process of the node ended; nil when it could not be started at all.
        case exited(String, ProcessExit?)
        /// Time has passed.
        case tick
        /// All nodes are to stop, in order.
        case stop
        /// All nodes are to stop now.
        case stopNow
    }

    /// What is to be done.
    enum Directive: Sendable, Equatable {
        /// Start the process of the node.
        case start(String)
        /// Ask the process of the node to end, with SIGTERM.
        case terminate(String)
        /// End the process of the node, with SIGKILL.
        case kill(String)
        /// Tell people.
        case report(String, NodeState)
        /// All nodes have stopped; nothing follows.
        case finish
    }

    private enum Phase {
        case idle, running, stopping, finished
    }

    /// A supervisor of these nodes, each name once, in the order of their start.
    init(_ names: [String], limits: SupervisorLimits = SupervisorLimits()) {
        precondition(Set(names).count == names.count, "a node is named twice")
        self.limits = limits
        nodes = names.map { Node(name: $0, nextPause: limits.leastPause) }
    }

    /// The state of a node that is supervised.
    func state(of name: String) -> NodeState {
        nodes[place(of: name)].state
    }

    /// When a `tick` is due; nil while nothing waits for time to pass.
    var nextTick: Duration? {
        nodes.compactMap(\.deadline).min()
    }

    /// Takes what has happened, and returns what is to be done, in this order.
    mutating func handle(_ input: Input, at now: Duration) -> [Directive] {
        var directives: [Directive] = []
        switch input {
        case .begin:
            if phase == .idle { phase = .running }
        case .started(let name):
            started(place(of: name), at: now, &directives)
        case .exited(let name, let status):
            exited(place(of: name), status, at: now, &directives)
        case .tick:
            for place in nodes.indices { tick(place, at: now, &directives) }
        case .stop:
            if phase == .idle || phase == .running { phase = .stopping }
        case .stopNow:
            if phase != .finished { phase = .stopping }
            for place in nodes.indices.reversed() { killNow(place, &directives) }
        }
        proceed(at: now, &directives)
        return directives
    }

    private func place(of name: String) -> Int {
        guard let place = nodes.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("\(name) is not supervised")
        }
        return place
    }
}

extension Supervisor {
    private struct Node {
        let name: String
        var state = NodeState.waiting
        /// The pause before it starts again, should it end now.
        var nextPause: Duration
        /// Since when it runs.
        var runsSince: Duration?
        /// When something is due: the end of its pause, or of the patience with it.
        var deadline: Duration?
        /// Whether it failed or ran, so that the one behind it need not wait any longer.
        var wasTried = false

        /// Whether there is a process.
        var isAlive: Bool {
            switch state {
            case .starting, .running, .stopping: true
            case .waiting, .backingOff, .stopped: false
            }
        }
    }

    private mutating func enter(
        _ state: NodeState, _ place: Int, until deadline: Duration?, _ directives: inout [Directive]
    ) {
        nodes[place].state = state
        nodes[place].deadline = deadline
        directives.append(.report(nodes[place].name, state))
    }

    private mutating func start(_ place: Int, at now: Duration, _ directives: inout [Directive]) {
        directives.append(.start(nodes[place].name))
        enter(.starting, place, until: now + limits.startsWithin, &directives)
    }

    private mutating func started(_ place: Int, at now: Duration, _ directives: inout [Directive]) {
        // A node that is asked to stop may say that it serves before it reads that.
        guard nodes[place].state == .starting else { return }
        nodes[place].wasTried = true
        nodes[place].runsSince = now
        enter(.running, place, until: nil, &directives)
    }

    private mutating func exited(
        _ place: Int, _ status: ProcessExit?, at now: Duration, _ directives: inout [Directive]
    ) {
        guard nodes[place].isAlive else { return }
        nodes[place].wasTried = true
        let runsSince = nodes[place].runsSince
        nodes[place].runsSince = nil
        if phase == .stopping || Self.isFinal(status) {
            return enter(.stopped(after: status), place, until: nil, &directives)
        }
        if let runsSince, now - runsSince >= limits.wellAfter {
            nodes[place].nextPause = limits.leastPause
        }
        let pause = nodes[place].nextPause
        nodes[place].nextPause = min(pause * 2, limits.longestPause)
        enter(.backingOff(pause: pause, after: status), place, until: now + pause, &directives)
    }

    /// A node that does not understand its command line or its data will not the next time either.
    private static func isFinal(_ status: ProcessExit?) -> Bool {
        status == .exited(ExitCode.usage.rawValue) || status == .exited(ExitCode.badData.rawValue)
    }

    private mutating func tick(_ place: Int, at now: Duration, _ directives: inout [Directive]) {
        guard let deadline = nodes[place].deadline, now >= deadline else { return }
        switch nodes[place].state {
        case .backingOff: start(place, at: now, &directives)
        case .starting, .stopping:
            nodes[place].deadline = nil
            directives.append(.kill(nodes[place].name))
        case .waiting, .running, .stopped:
            preconditionFailure("\(nodes[place].name) waits for nothing")
        }
    }

    private mutating func killNow(_ place: Int, _ directives: inout [Directive]) {
        guard nodes[place].isAlive else { return }
        directives.append(.kill(nodes[place].name))
        guard nodes[place].state != .stopping else { return nodes[place].deadline = nil }
        enter(.stopping, place, until: nil, &directives)
    }
}

extension Supervisor {
    /// Does what the order of the nodes allows by now.
    private mutating func proceed(at now: Duration, _ directives: inout [Directive]) {
        switch phase {
        case .idle, .finished: break
        case .running: startNext(at: now, &directives)
        case .stopping: stopNext(at: now, &directives)
        }
        let allStopped = nodes.allSatisfy { node in
            if case .stopped = node.state { true } else { false }
        }
        guard allStopped, phase == .running || phase == .stopping else { return }
        phase = .finished
        directives.append(.finish)
    }

    private mutating func startNext(at now: Duration, _ directives: inout [Directive]) {
        guard let next = nodes.firstIndex(where: { $0.state == .waiting }) else { return }
        guard nodes[..<next].allSatisfy(\.wasTried) else { return }
        start(next, at: now, &directives)
    }

    /// Forgets at once those that do not run, so that none starts again, and asks the last that does.
    private mutating func stopNext(at now: Duration, _ directives: inout [Directive]) {
        for place in nodes.indices.reversed() {
            switch nodes[place].state {
            case .waiting: enter(.stopped(after: nil), place, until: nil, &directives)
            case .backingOff(_, let status):
                enter(.stopped(after: status), place, until: nil, &directives)
            case .starting, .running, .stopping, .stopped: break
            }
        }
        guard let last = nodes.lastIndex(where: \.isAlive), nodes[last].state != .stopping else {
            return
        }
        directives.append(.terminate(nodes[last].name))
        enter(.stopping, last, until: now + limits.stopsWithin, &directives)
    }
}
