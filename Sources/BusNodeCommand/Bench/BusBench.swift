import BusNode

/// Measures a bus: questions to a child of its own, publishes to a topic of its own, and their delivery.
///
/// Nothing of it reaches what else is on the bus but for the time that the backbone needs for it.
struct BusBench: Sendable {
    private let bus: BusAddress
    private let node: Node
    private let time: Duration
    private let payload: Payload
    private let revision: String
    private let topic: String

    /// How long a round may take: a bus that takes longer is not worth measuring.
    private static let patience = Duration.seconds(30)

    /// - Parameters:
    ///   - node: who asks and publishes.
    ///   - time: how long each kind of work is done.
    ///   - size: the bytes of a question or message.
    init(_ bus: BusAddress, _ node: Node, for time: Duration, size: Int) {
        self.bus = bus
        self.node = node
        self.time = time
        // Two measurements at a time do not get into each other's way.
        let tag = "\(SessionID.random())".lowercased()
        revision = "busnode-bench/echo-\(tag):1.0.0"
        topic = "busnode-bench-\(tag)"
        // The body of an answer, for a child that sends back what it gets.
        let frame = #"{"kind":"result","output_values":""}"#
        let filler = String(repeating: "x", count: max(0, size - frame.utf8.count))
        payload = Payload(#"{"kind":"result","output_values":"\#(filler)"}"#)
    }

    /// Asks a child in this process, over the bus, so many questions at a time.
    func questions(inFlight: Int) async throws -> BenchFigures {
        let stop = StopFlag()
        let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
        return try await withThrowingTaskGroup(of: BenchFigures?.self) { group in
            group.addTask {
                try await answer(upTo: inFlight, onReady: { isReady.finish() }, until: stop.wait)
                return nil
            }
            group.addTask {
                for await _ in ready {}
                defer { stop.set() }
                return try await ask(inFlight)
            }
            var figures: BenchFigures?
            while let result = try await group.next() { figures = result ?? figures }
            guard let figures else { throw CancellationError() }
            return figures
        }
    }

    /// Publishes, so many messages at a time.
    func publishes(inFlight: Int) async throws -> BenchFigures {
        try await withTopic {
            try await measure("publish", inFlight) { _, rounds in
                try await rounds { _ in try await node.publish(payload, to: topic) }
            }
        }
    }

    /// Publishes and waits until a subscriber in this process has got it, so many messages at a time.
    func deliveries(inFlight: Int) async throws -> BenchFigures {
        try await withTopic {
            try await Node.with(bus, as: "busnode bench subscriber") { reader in
                let settings = SubscriptionSettings(
                    subscription: try SubscriptionName(topic), topic: try TopicName(topic))
                try await node.createSubscription(settings)
                do {
                    let figures = try await deliver(to: reader, inFlight)
                    try await node.deleteSubscription(topic)
                    return figures
                } catch {
                    _ = try? await node.deleteSubscription(topic)
                    throw error
                }
            }
        }
    }

    // MARK: Parts

    /// What a lane does again and again until the time is over; each round has a number.
    private typealias Rounds = (_ round: (Int) async throws -> Void) async throws -> [Duration]

    /// Does rounds of work in lanes that run at the same time.
    private func measure(
        _ what: String, _ lanes: Int,
        _ work: @escaping @Sendable (_ lane: Int, _ rounds: Rounds) async throws -> [Duration]
    ) async throws -> BenchFigures {
        let began = ContinuousClock.now
        let end = began + time
        var durations: [Duration] = []
        try await withThrowingTaskGroup(of: [Duration].self) { group in
            for lane in 0..<lanes {
                // On the node's own thread, as the tasks of a busy parent should be.
                group.addTask(executorPreference: node.connection.thread.tasks) {
                    try await work(lane) { round in try await Self.rounds(until: end, round) }
                }
            }
            for try await taken in group { durations += taken }
        }
        let elapsed = ContinuousClock.now - began
        return BenchFigures(what, inFlight: lanes, durations, in: elapsed)
    }

    private static func rounds(
        until end: ContinuousClock.Instant, _ round: (Int) async throws -> Void
    ) async throws -> [Duration] {
        var durations: [Duration] = []
        repeat {
            try Task.checkCancellation()
            let start = ContinuousClock.now
            try await round(durations.count)
            durations.append(ContinuousClock.now - start)
        } while ContinuousClock.now < end
        return durations
    }

    private func ask(_ inFlight: Int) async throws -> BenchFigures {
        let child = try node.child(revision)
        var options = Child.Options()
        options.timeout = Self.patience
        let asked = options
        return try await measure("question", inFlight) { _, rounds in
            try await rounds { _ in
                _ = try await child.ask(body: payload, asked).answer()
            }
        }
    }

    private func answer(
        upTo concurrency: Int, onReady: @escaping @Sendable () async -> Void,
        until stop: @escaping @Sendable () async -> Void
    ) async throws {
        var settings = Service.Settings()
        settings.name = "busnode bench child"
        settings.registers = false
        settings.concurrency = concurrency
        settings.runsOnReactor = true
        try await Service(revision, bus: bus, settings: settings).run(
            answeringBody: { $0.body.payload }, onReady: onReady, until: stop)
    }

    private func deliver(to reader: Node, _ lanes: Int) async throws -> BenchFigures {
        let inboxes = (0..<lanes).map { _ in AsyncStream.makeStream(of: Int.self) }
        let arrive = inboxes.map(\.continuation)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await reader.subscribe(topic, window: Window(messages: 1_000)) { message in
                    guard let (lane, number) = Self.place(message.attributes) else { return }
                    arrive[lane].yield(number)
                }
            }
            group.addTask {
                // Cancelled when all is there; else nobody waits for ever.
                try await Task.sleep(for: time + Self.patience)
                for inbox in arrive { inbox.finish() }
            }
            let figures = try await measure("delivery", lanes) { lane, rounds in
                var arrivals = inboxes[lane].stream.makeAsyncIterator()
                return try await rounds { number in
                    try await node.publish(
                        payload, to: topic, attributes: ["lane": "\(lane)", "number": "\(number)"])
                    // A message can be delivered twice.
                    while let arrived = await arrivals.next(isolation: #isolation) {
                        if arrived == number { return }
                    }
                    try Task.checkCancellation()
                    throw NodeError(.timedOut, "a message was not delivered in \(Self.patience)")
                }
            }
            group.cancelAll()
            return figures
        }
    }

    private static func place(_ attributes: Attributes) -> (lane: Int, number: Int)? {
        guard let lane = attributes["lane"].flatMap({ Int($0) }),
            let number = attributes["number"].flatMap({ Int($0) })
        else { return nil }
        return (lane, number)
    }

    private func withTopic(
        _ body: () async throws -> BenchFigures
    ) async throws -> BenchFigures {
        try await node.createTopic(topic)
        do {
            let figures = try await body()
            try await node.deleteTopic(topic)
            return figures
        } catch {
            _ = try? await node.deleteTopic(topic)
            throw error
        }
    }
}
