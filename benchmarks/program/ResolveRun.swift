import BusNode

/// The default revision of a service, again and again: from the node's cache, or from the registry.
struct ResolveRun {
    private let bus: BusAddress
    private let count: Int
    private let window: Int
    private let isCached: Bool

    private static let service = "benchmark/echo"

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        count = try arguments.number("count")
        window = try arguments.number("window")
        isCached = try arguments.text("cached") == "yes"
    }

    func run() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark parent")
        try await node.registry.register(ServiceRevision(Benchmark.revision))
        try await resolve(node)
        let figures = try await Task(executorPreference: node.connection.thread.tasks) {
            var figures = Figures()
            try await withThrowingTaskGroup(of: [Duration].self) { group in
                for share in shares(of: count, among: window) {
                    group.addTask(executorPreference: node.connection.thread.tasks) {
                        var durations: [Duration] = []
                        durations.reserveCapacity(share)
                        for _ in 0..<share {
                            let start = ContinuousClock.now
                            try await resolve(node)
                            durations.append(ContinuousClock.now - start)
                        }
                        return durations
                    }
                }
                for try await durations in group { figures.add(durations) }
            }
            return figures
        }.value
        figures.report()
        await node.close()
    }

    private func resolve(_ node: Node) async throws {
        if isCached {
            _ = try await node.registry.resolve(Self.service)
        } else {
            _ = try await node.request(
                "resolve", of: "registry", ["namespace": "benchmark", "name": "echo"])
        }
    }
}
