import BusNode

/// Messages from a publisher to a subscriber, each until it is dealt with, beside other subscriptions: some
/// that take none of the messages, and one that takes all and is never read.
struct DeliveryRun {
    private let bus: BusAddress
    private let messages: Int
    private let payload: Payload
    private let window: Int
    private let others: Int
    private let isOneStalled: Bool

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        messages = try arguments.number("messages")
        window = try arguments.number("window")
        others = try arguments.number("subscriptions") - 1
        isOneStalled = try arguments.text("stalled") == "yes"
        payload = Payload([UInt8](repeating: 0x78, count: try arguments.number("payload")))
    }

    func run() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark publisher")
        let reader = try await Node.connect(to: bus, as: "benchmark subscriber")
        try await node.createTopic("benchmark")
        try await makeOthers(node)
        let (handled, handle) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
        let reading = Task {
            try await reader.subscribe(
                "reader", to: "benchmark", window: Window(messages: 1_000, bytes: 16_000_000)
            ) { _ in handle.yield(ContinuousClock.now) }
        }
        while try await node.subscriptions(of: "benchmark").first(where: { $0.sessions > 0 }) == nil
        {
            await Task.yield()
        }
        try await publish(node, handled)
        reading.cancel()
        await node.close()
        await reader.close()
    }

    /// Publishes with a window, so that no more messages are under way than the subscriber takes.
    private func publish(
        _ node: Node, _ handled: AsyncStream<ContinuousClock.Instant>
    ) async throws {
        var figures = Figures()
        var starts: [ContinuousClock.Instant] = []
        var next = 0
        var arrivals = handled.makeAsyncIterator()
        try await withThrowingTaskGroup(of: Void.self) { group in
            func send() {
                guard next < messages else { return }
                next += 1
                starts.append(ContinuousClock.now)
                group.addTask {
                    try await node.publish(payload, to: "benchmark", attributes: ["for": "reader"])
                }
            }
            for _ in 0..<window { send() }
            for place in 0..<messages {
                guard let arrival = await arrivals.next() else { break }
                figures.add(arrival - starts[place])
                send()
            }
            try await group.waitForAll()
        }
        figures.report()
    }

    private func makeOthers(_ node: Node) async throws {
        let topic = try TopicName("benchmark")
        let count = others - (isOneStalled ? 1 : 0)
        for first in stride(from: 0, to: count, by: 500) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in first..<min(first + 500, count) {
                    var settings = SubscriptionSettings(
                        subscription: try SubscriptionName("other-\(number)"), topic: topic)
                    settings.filter = try AttributeFilter("attributes.for = \"other-\(number)\"")
                    let made = settings
                    group.addTask { try await node.createSubscription(made) }
                }
                try await group.waitForAll()
            }
        }
        guard isOneStalled else { return }
        try await node.createSubscription(
            SubscriptionSettings(subscription: try SubscriptionName("stalled"), topic: topic))
    }
}
