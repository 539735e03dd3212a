import BusNode

/// Runs the nodes of a topology as processes of their own, and starts again what dies.
///
/// The supervisor decides; this does what it says, and tells it what happened.
actor TopologyRunner {
    private let processes: [String: NodeProcess]
    private let order: [String]
    private let bus: BusAddress
    private let output: Output
    private var supervisor: Supervisor
    private var running: [String: ChildProcess] = [:]
    /// What waits for the time at which the supervisor has something to do.
    private var ticking: Task<Void, Never>?
    private var onReady: (@Sendable () async -> Void)?
    private let began = ContinuousClock.now
    private let inputs: AsyncStream<Supervisor.Input>
    private let tell: AsyncStream<Supervisor.Input>.Continuation

    /// How often a node that starts is asked after.
    private static let readinessInterval = Duration.milliseconds(25)

    /// A runner of these processes, started in this order.
    init(_ processes: [NodeProcess], bus: BusAddress, output: Output) {
        self.processes = Dictionary(uniqueKeysWithValues: processes.map { ($0.name, $0) })
        order = processes.map(\.name)
        self.bus = bus
        self.output = output
        supervisor = Supervisor(order)
        (inputs, tell) = AsyncStream.makeStream(of: Supervisor.Input.self)
    }

    /// Runs until everything has stopped; a request to stop comes from `requests`.
    ///
    /// - Parameter onReady: called when all nodes run for the first time.
    func run(
        _ requests: AsyncStream<StopRequest>, onReady: @escaping @Sendable () async -> Void = {}
    ) async throws {
        self.onReady = onReady
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.passOn(requests) }
            tell.yield(.begin)
            for await input in inputs {
                let directives = supervisor.handle(input, at: ContinuousClock.now - began)
                var isFinished = false
                for directive in directives {
                    isFinished = isFinished || directive == .finish
                    try await perform(directive, in: &group)
                }
                if isFinished { break }
                scheduleTick()
            }
            ticking?.cancel()
            group.cancelAll()
        }
    }

    private func passOn(_ requests: AsyncStream<StopRequest>) async {
        for await request in requests {
            switch request {
            case .finish: tell.yield(.stop)
            case .force: tell.yield(.stopNow)
            }
        }
    }

    private func perform(
        _ directive: Supervisor.Directive, in group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        switch directive {
        case .start(let name): start(name, in: &group)
        case .terminate(let name): running[name]?.signal(15)
        case .kill(let name): running[name]?.signal(9)
        case .report(let name, let state): try await report(name, state)
        case .finish: tell.finish()
        }
    }

    private func start(_ name: String, in group: inout ThrowingTaskGroup<Void, any Error>) {
        guard let process = processes[name] else { return }
        do {
            let child = try ChildProcess(process.settings)
            running[name] = child
            group.addTask { [tell] in tell.yield(.exited(name, await child.exit)) }
            group.addTask { [tell] in
                if await self.waitUntilReady(process, child) { tell.yield(.started(name)) }
            }
        } catch {
            let output = output
            group.addTask { await output.note("\(name): \(error)") }
            tell.yield(.exited(name, nil))
        }
    }

    /// Asks the backbone again and again whether a node is there, until it is or its process has ended.
    private func waitUntilReady(_ process: NodeProcess, _ child: ChildProcess) async -> Bool {
        while child.exitNow == nil, !Task.isCancelled {
            if await isReady(process) { return true }
            // Cancelled when the topology stops, which ends the loop.
            try? await Task.sleep(for: Self.readinessInterval)
        }
        return false
    }

    private nonisolated func isReady(_ process: NodeProcess) async -> Bool {
        let rows = try? await Node.with(bus, as: "busnode up", within: .seconds(1)) { node in
            try await node.request("nodes.list", of: "backbone")["nodes"]?.array ?? []
        }
        guard let rows else { return false }
        return process.node.duty == .backbone || rows.contains { process.isReady($0) }
    }

    private func report(_ name: String, _ state: NodeState) async throws {
        let reason: String =
            switch state {
            case .backingOff(let pause, let status):
                status.map { ": ended with \($0), starts again in \(pause)" }
                    ?? ": could not be started, tried again in \(pause)"
            case .stopped(let status): status.map { ", \($0)" } ?? ""
            case .waiting, .starting, .running, .stopping: ""
            }
        let time = Clocks.calendar.description.dropFirst(11).prefix(12)
        try await output.result(
            ["\(time)  \(name)  \(state.word)\(reason)"],
            json: ["node": .string(name), "state": .string(state.word)])
        guard state == .running, order.allSatisfy({ supervisor.state(of: $0) == .running }) else {
            return
        }
        guard let onReady else { return }
        self.onReady = nil
        await onReady()
    }

    /// Sees to it that the supervisor is told of the time when something is due, in place of an earlier time.
    private func scheduleTick() {
        ticking?.cancel()
        guard let next = supervisor.nextTick else { return }
        let wait = max(.zero, next - (ContinuousClock.now - began))
        ticking = Task { [tell] in
            // Cancelled when another tick takes its place.
            try? await Task.sleep(for: wait)
            if !Task.isCancelled { tell.yield(.tick) }
        }
    }
}
