import BusNode

/// Messages from a publisher to one subscription or several, each until it is dealt with, beside other
/// subscriptions: some that take none of the messages, and one that takes all and is never read.
struct DeliveryRun {
    private let bus: BusAddress
    private let messages: Int
    private let payload: Payload
    private let window: Int
    private let readers: Int
    private let others: Int
    private let isOneStalled: Bool

    /// A message that was dealt with.
    private struct Handled {
        let reader: Int
        let instant: ContinuousClock.Instant
    }

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        messages = try arguments.number("messages")
        window = try arguments.number("window")
        readers = try arguments.number("readers")
        others = try arguments.count("others")
        isOneStalled = try arguments.text("stalled") == "yes"
        payload = Payload([UInt8](repeating: 0x78, count: try arguments.number("payload")))
    }

    func run() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark publisher")
        try await node.createTopic("benchmark")
        try await makeOthers(node)
        let (handled, handle) = AsyncStream.makeStream(of: Handled.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<readers {
                group.addTask { try await read(as: reader, handle) }
            }
            try await awaitReaders(node)
            try await publish(node, handled)
            group.cancelAll()
        }
        await node.close()
    }

    private func read(
        as reader: Int, _ handle: AsyncStream<Handled>.Continuation
    ) async throws {
        try await Node.with(bus, as: "benchmark subscriber") { node in
            try await node.subscribe(
                "reader-\(reader)", to: "benchmark",
                window: Window(messages: 1_000, bytes: 16_000_000)
            ) { _ in handle.yield(Handled(reader: reader, instant: ContinuousClock.now)) }
        }
    }

    private func awaitReaders(_ node: Node) async throws {
        while try await node.subscriptions(of: "benchmark").count(where: { $0.sessions > 0 })
            < readers
        {
            await Task.yield()
        }
    }

    /// Publishes with a window, so that no more messages are under way than the slowest subscriber takes.
    private func publish(_ node: Node, _ handled: AsyncStream<Handled>) async throws {
        var figures = Figures()
        var starts: [ContinuousClock.Instant] = []
        var left: [Int] = []
        var places = [Int](repeating: 0, count: readers)
        var arrivals = handled.makeAsyncIterator()
        try await withThrowingTaskGroup(of: Void.self) { group in
            func send() {
                guard starts.count < messages else { return }
                starts.append(ContinuousClock.now)
                left.append(readers)
                group.addTask {
                    try await node.publish(payload, to: "benchmark", attributes: ["for": "reader"])
                }
            }
            for _ in 0..<window { send() }
            for _ in 0..<(messages * readers) {
                guard let arrival = await arrivals.next() else { break }
                // Deliveries come in the order of the messages, for every reader.
                let place = places[arrival.reader]
                places[arrival.reader] += 1
                figures.add(arrival.instant - starts[place])
                left[place] -= 1
                if left[place] == 0 { send() }
            }
            try await group.waitForAll()
        }
        figures.report()
    }

    private func makeOthers(_ node: Node) async throws {
        let topic = try TopicName("benchmark")
        for first in stride(from: 0, to: others, by: 500) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in first..<min(first + 500, others) {
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
