import BusNode

/// Messages to one topic from one publisher or several, each with a connection of its own, a number of
/// messages at a time, each until it is on the backbone's disk.
struct PublishRun {
    private let bus: BusAddress
    private let messages: Int
    private let publishers: Int
    private let payload: Payload
    private let window: Int

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        messages = try arguments.number("messages")
        publishers = try arguments.number("publishers")
        window = try arguments.number("window")
        payload = Payload([UInt8](repeating: 0x78, count: try arguments.number("payload")))
    }

    func run() async throws {
        var nodes: [Node] = []
        for number in 1...publishers {
            nodes.append(try await Node.connect(to: bus, as: "benchmark publisher \(number)"))
        }
        try await nodes[0].createTopic("benchmark")
        var figures = Figures()
        try await withThrowingTaskGroup(of: [Duration].self) { group in
            for (lane, share) in shares(of: messages, among: window).enumerated() {
                let node = nodes[lane % publishers]
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
        figures.report()
        for node in nodes { await node.close() }
    }
}
