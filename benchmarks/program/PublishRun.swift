import BusNode

/// Messages to one topic, a number of them at a time, each until it is on the backbone's disk.
struct PublishRun {
    private let bus: BusAddress
    private let messages: Int
    private let payload: Payload
    private let window: Int

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        messages = try arguments.number("messages")
        window = try arguments.number("window")
        payload = Payload([UInt8](repeating: 0x78, count: try arguments.number("payload")))
    }

    func run() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark publisher")
        try await node.createTopic("benchmark")
        let figures = try await Task(executorPreference: node.connection.thread.tasks) {
            try await publish(node)
        }.value
        figures.report()
        await node.close()
    }

    private func publish(_ node: Node) async throws -> Figures {
        var figures = Figures()
        try await withThrowingTaskGroup(of: [Duration].self) { group in
            for lane in 0..<window {
                let share = messages / window + (lane < messages % window ? 1 : 0)
                group.addTask(executorPreference: node.connection.thread.tasks) {
                    var durations: [Duration] = []
                    durations.reserveCapacity(share)
                    for _ in 0..<share {
                        let start = ContinuousClock.now
                        try await node.publish(payload, to: "benchmark")
                        durations.append(ContinuousClock.now - start)
                    }
                    return durations
                }
            }
            for try await durations in group { figures.add(durations) }
        }
        return figures
    }
}
