import BusNode

/// Messages from a publisher to watchers of the feed, each until all of them have seen it.
struct FeedRun {
    private let bus: BusAddress
    private let messages: Int
    private let payload: Payload
    private let window: Int
    private let watchers: Int

    private static let topic = "benchmark"
    /// Between two probes for watchers that are still connecting.
    private static let pause = Duration.milliseconds(20)

    /// A message that was seen.
    private struct Seen {
        let watcher: Int
        let message: MessageID
        let instant: ContinuousClock.Instant
    }

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        messages = try arguments.number("messages")
        window = try arguments.number("window")
        watchers = try arguments.number("watchers")
        payload = Payload([UInt8](repeating: 0x78, count: try arguments.number("payload")))
    }

    func run() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark publisher")
        let audience = try await Node.connect(to: bus, as: "benchmark watchers")
        try await node.createTopic(Self.topic)
        let (seen, see) = AsyncStream.makeStream(of: Seen.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for watcher in 0..<watchers {
                let feed = try await audience.watch(["topic/\(Self.topic)"])
                group.addTask {
                    for try await heard in feed {
                        guard case .message(let message) = heard.content else { continue }
                        see.yield(
                            Seen(
                                watcher: watcher, message: message.id,
                                instant: ContinuousClock.now))
                    }
                }
            }
            var arrivals = seen.makeAsyncIterator()
            let last = try await awaitWatchers(node, &arrivals)
            try await publish(node, after: last, &arrivals)
            await audience.close()
            try await group.waitForAll()
        }
        await node.close()
    }

    /// Publishes until each watcher has seen something; returns the last message of that.
    private func awaitWatchers(
        _ node: Node, _ arrivals: inout AsyncStream<Seen>.Iterator
    ) async throws -> MessageID {
        let probing = Task {
            var last = MessageID(0)
            while !Task.isCancelled {
                last = try await node.publish(payload, to: Self.topic)
                // Cancelled when all are there, which ends the loop.
                try? await Task.sleep(for: Self.pause)
            }
            return last
        }
        var missing = Set(0..<watchers)
        while !missing.isEmpty, let arrival = await arrivals.next(isolation: #isolation) {
            missing.remove(arrival.watcher)
        }
        probing.cancel()
        let last = try await probing.value
        // Every watcher sees the last probe, and what comes then is what is measured.
        var waiting = Set(0..<watchers)
        let marker = try await node.publish(payload, to: Self.topic)
        while !waiting.isEmpty, let arrival = await arrivals.next(isolation: #isolation) {
            if arrival.message >= marker { waiting.remove(arrival.watcher) }
        }
        return max(last, marker)
    }

    private func publish(
        _ node: Node, after last: MessageID, _ arrivals: inout AsyncStream<Seen>.Iterator
    ) async throws {
        var figures = Figures()
        var starts: [ContinuousClock.Instant] = []
        var left: [Int] = []
        var places = [Int](repeating: 0, count: watchers)
        try await withThrowingTaskGroup(of: Void.self) { group in
            func send() {
                guard starts.count < messages else { return }
                starts.append(ContinuousClock.now)
                left.append(watchers)
                group.addTask { try await node.publish(payload, to: Self.topic) }
            }
            for _ in 0..<window { send() }
            for _ in 0..<(messages * watchers) {
                guard let arrival = await arrivals.next(isolation: #isolation) else { break }
                // Each watcher sees the messages in order, those that the feed lost too.
                let place = places[arrival.watcher]
                places[arrival.watcher] += 1
                figures.add(arrival.instant - starts[place])
                left[place] -= 1
                if left[place] == 0 { send() }
            }
            try await group.waitForAll()
        }
        figures.report()
    }
}
