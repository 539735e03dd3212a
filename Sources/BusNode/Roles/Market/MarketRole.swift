import Handlers
import Store
import Topics

/// The market's shell: a node that answers requests from a file that only it has, asks the ledger, computes,
/// and publishes what has happened.
///
/// A turn takes what has come, lets the market decide, commits, and then does what the commit makes true. It
/// lives on the thread of its connection, so that a request is answered without changing threads.
package actor MarketRole: StoredRole {
    /// How it is on the bus.
    package let connection: NodeConnection
    package nonisolated var unownedExecutor: UnownedSerialExecutor { connection.unownedExecutor }

    private let settings: MarketNode.Settings
    private let clock: VirtualClock?
    private var file: Connection?
    private var handler: MarketHandler?
    /// What the market is called on the topic.
    private var name = ""

    /// What the next turn takes.
    private var inputs: [MarketInput] = []
    private var isTurnComing = false
    /// Who waits for the reply to a request.
    private var askers: [RequestTag: CheckedContinuation<Reply, Never>] = [:]
    private var lastTag: UInt64 = 0
    var inquiries = LedgerInquiries()
    /// How many studies are computed.
    var studies = 0
    private var waker: Task<Void, Never>?
    /// What the waker waits for.
    private var nextWake: Timestamp?
    private var publisher: Task<Void, Never>?

    /// Most inputs of a turn, so that a reply does not wait long for the others of its commit.
    private static let inputsPerTurn = 256
    /// Pages of the write-ahead log after which it is written back.
    private static let checkpointPages = 1_000
    /// Most events that are on their way to the backbone at a time.
    private static let eventsAtATime = 64
    /// How long until events are published again that the backbone has refused.
    private static let publishAgainAfter = Duration.seconds(1)
    /// The market never comes again sooner than this, so that nothing that stays due takes all its time.
    private static let shortestPause = Duration.milliseconds(10)
    /// The longest sleep: the calendar may have been set since.
    private static let longestPause = Duration.seconds(30)

    /// A market of a bus that has not started.
    ///
    /// - Parameter clock: a clock that a test moves on; nil for the real time.
    package init(
        on bus: BusAddress, settings: MarketNode.Settings = MarketNode.Settings(),
        clock: VirtualClock? = nil, context: Context = .shared
    ) {
        self.settings = settings
        self.clock = clock
        connection = NodeConnection(to: bus, node: settings.name, context: context)
    }

    /// Opens the file, joins the bus, goes on with what was under way, and answers.
    ///
    /// - Parameter store: the file; `:memory:` for one that is gone with the process.
    /// - Throws: `NodeError` with code `badValues` when no market can have the settings, others when the file or
    ///   the bus cannot be had.
    package func start(store: String, within patience: Duration) async throws(NodeError) {
        let settings = try MarketSettings(checking: settings.market)
        do {
            let file = try Connection(path: store)
            self.file = file
            let market = try MarketStore(file)
            name = try market.name
            handler = MarketHandler(market, settings: settings)
        } catch {
            throw NodeError(.failed, "\(error)")
        }
        try await connection.open(within: patience)
        try await createTopic()
        inputs.append(.started)
        turn()
        clock?.onAdvance { [weak self] in await self?.catchUp() }
        try await connection.offer(MarketHandler.address) { request in
            await self.answer(request)
        }
    }

    /// Leaves the bus and closes the file; what is computed is computed again after the next start.
    package func stop() async {
        halt()
        await connection.close()
        await publisher?.value
        publisher = nil
        do {
            try file?.close()
        } catch {
            Log.write("\(error)", by: settings.name)
        }
        file = nil
    }

    /// Takes something in with the next turn, together with whatever else comes until then.
    func take(_ input: MarketInput) {
        guard handler != nil else { return }
        inputs.append(input)
        comeAgain()
    }

    /// Replies to a request.
    func reply(_ reply: Reply, to tag: RequestTag) {
        askers.removeValue(forKey: tag)?.resume(returning: reply)
    }

    private var now: Timestamp { clock?.now.time ?? Clocks.now.time }

    private func answer(_ request: Request) async -> Reply {
        guard handler != nil else { return .stopping("market") }
        return await withCheckedContinuation { continuation in
            lastTag += 1
            let tag = RequestTag(lastTag)
            askers[tag] = continuation
            take(.request(request, tag: tag))
        }
    }

    private func comeAgain() {
        guard !isTurnComing else { return }
        isTurnComing = true
        Task { turn() }
    }

    private func turn() {
        isTurnComing = false
        guard let file, let handler else { return }
        let batch = inputs.prefix(Self.inputsPerTurn)
        inputs.removeFirst(batch.count)
        if !inputs.isEmpty { comeAgain() }
        do {
            let (replies, directives) = try file.atomically { () throws(StoreError) in
                try Self.handle(batch, by: handler, at: now)
            }
            for (tag, answer) in replies { reply(answer, to: tag) }
            for directive in directives { perform(directive) }
            try scheduleWake(handler)
            try startPublishing(handler.store)
            if file.walPageCount >= Self.checkpointPages { try file.checkpoint() }
        } catch {
            fail(error)
        }
    }

    private static func handle(
        _ inputs: ArraySlice<MarketInput>, by handler: MarketHandler, at now: Timestamp
    ) throws(StoreError) -> ([(RequestTag, Reply)], [MarketDirective]) {
        var replies: [(RequestTag, Reply)] = []
        var directives: [MarketDirective] = []
        for input in inputs {
            let outcome = try handler.handle(input, at: now)
            directives += outcome.directives
            guard case .request(_, let tag) = input, let reply = outcome.reply else { continue }
            replies.append((tag, reply))
        }
        return (replies, directives)
    }

    /// After an error of the file nothing can be promised: nothing more is answered.
    private func fail(_ error: any Error) {
        halt()
        connection.assumeIsolated { $0.fail(NodeError(.failed, "the market stops: \(error)")) }
    }

    /// Takes nothing more.
    private func halt() {
        handler = nil
        inputs = []
        waker?.cancel()
        waker = nil
        publisher?.cancel()
        for asker in askers.values { asker.resume(returning: .stopping("market")) }
        askers = [:]
    }

    private func createTopic() async throws(NodeError) {
        _ = try await connection.request(
            Request(
                address: Backbone.ownAddress, method: "topics.create",
                payload: Payload(#"{"topic":"\#(TopicName.market)"}"#)))
    }
}

extension MarketRole {
    /// Does what is due, because the clock was moved; returns when it is done.
    private func catchUp() {
        guard handler != nil else { return }
        inputs.append(.wake)
        turn()
    }

    /// Sees to it that the market comes again when something is due. A clock that a test moves on says so itself.
    private func scheduleWake(_ handler: MarketHandler) throws(StoreError) {
        guard clock == nil else { return }
        let next = try handler.nextWake(at: now)
        guard next != nextWake else { return }
        nextWake = next
        waker?.cancel()
        waker = next.map { next in Task { await wake(at: next) } }
    }

    private func wake(at time: Timestamp) async {
        repeat {
            let left = Duration.microseconds(time.microseconds - now.microseconds)
            // Cancelled when something else is due first, or the market stops.
            try? await Task.sleep(for: min(max(left, Self.shortestPause), Self.longestPause))
            guard !Task.isCancelled else { return }
        } while now < time
        nextWake = nil
        take(.wake)
    }
}

extension MarketRole {
    /// Publishes what the file has to tell, unless that is going on.
    private func startPublishing(_ store: MarketStore) throws(StoreError) {
        guard publisher == nil, try !store.events.unpublished(limit: 1).isEmpty else { return }
        publisher = Task {
            await publish()
            publisher = nil
        }
    }

    private func publish() async {
        do {
            while let store = handler?.store, !Task.isCancelled {
                let events = try store.events.unpublished(limit: Self.eventsAtATime)
                guard !events.isEmpty else { return }
                try await publish(events)
            }
        } catch {
            fail(error)
        }
    }

    private func publish(_ events: [MarketEvent]) async throws {
        let outcomes = await connection.publish(
            inOrder: events.map { $0.publication(of: name) })
        guard let file, let store = handler?.store else { return }
        try file.atomically { () throws(StoreError) in
            for (event, error) in zip(events, outcomes) where error == nil {
                try store.events.remove(event.number)
            }
        }
        guard let error = outcomes.compactMap({ $0 }).first, error.code != .closed else { return }
        Log.write("events are published later: \(error)", by: settings.name)
        // Cancelled when the market stops: then they are published after its next start.
        try? await Task.sleep(for: Self.publishAgainAfter)
        if error.code == .notFound { try? await createTopic() }
    }
}
