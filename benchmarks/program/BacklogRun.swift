import BusNode

/// A log that is filled, and a backlog that is read when all of it is there.
struct BacklogRun {
    private let bus: BusAddress
    private let messages: Int
    private let payload: Payload

    /// Publishes at a time: enough for full commits.
    private static let window = 1_024
    private static let topic = "backlog"

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        messages = try arguments.number("messages")
        payload = Payload([UInt8](repeating: 0x78, count: try arguments.number("payload")))
    }

    /// Publishes messages that stay for a day, owed to nobody.
    func fill() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark publisher")
        var settings = TopicSettings(topic: try TopicName(Self.topic))
        settings.messageRetentionSeconds = 86_400
        try await node.createTopic(settings)
        let figures = try await publish(node)
        figures.report()
        await node.close()
    }

    /// Publishes messages that a subscription is owed, and measures how they are delivered and settled.
    func drain() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark publisher")
        try await node.createTopic(Self.topic)
        try await node.createSubscription(
            SubscriptionSettings(
                subscription: try SubscriptionName("reader"), topic: try TopicName(Self.topic)))
        _ = try await publish(node)
        let (handled, handle) = AsyncStream.makeStream(of: Void.self)
        var figures = Figures()
        let reading = Task {
            try await node.subscribe(
                "reader", window: Window(messages: 1_000, bytes: 16_000_000)
            ) { _ in handle.yield() }
        }
        var arrivals = handled.makeAsyncIterator()
        for _ in 0..<messages { await arrivals.next() }
        figures.count(messages)
        figures.report()
        reading.cancel()
        await node.close()
    }

    private func publish(_ node: Node) async throws -> Figures {
        var figures = Figures()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for share in shares(of: messages, among: Self.window) {
                group.addTask(executorPreference: node.connection.thread.tasks) {
                    for _ in 0..<share { try await node.publish(payload, to: Self.topic) }
                    return share
                }
            }
            for try await share in group { figures.count(share) }
        }
        return figures
    }
}
