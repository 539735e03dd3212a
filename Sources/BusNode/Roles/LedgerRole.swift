import Handlers
import Store
import Topics

/// The ledger's shell: a node that answers requests from a file that only it has, settles transfers when they
/// are due, and publishes what has become of them.
///
/// It lives on the thread of its connection, so that a request is answered without changing threads.
package actor LedgerRole: StoredRole {
    /// How it is on the bus.
    package let connection: NodeConnection
    package nonisolated var unownedExecutor: UnownedSerialExecutor { connection.unownedExecutor }

    private let settings: LedgerNode.Settings
    private var file: Connection?
    private var handler: LedgerHandler?
    /// Wakes the handler, at `alarmTime` by the calendar.
    private var alarm: Task<Void, Never>?
    private var alarmTime = Timestamp(microseconds: .max)
    /// Publishes what has happened; nil while all is published.
    private var publisher: Task<Void, Never>?

    /// Most events that are read at a time to be published.
    private static let eventPage = 64
    /// How long it is waited when the bus takes no event.
    private static let publishAgainAfter = Duration.seconds(1)
    /// The longest sleep, so that a calendar that is set is noticed.
    private static let longestSleep = Duration.seconds(60)
    /// How large the write-ahead log gets, in pages, before it is copied into the file.
    private static let logLimit = 256

    /// A ledger of a bus that has not started.
    package init(
        on bus: BusAddress, settings: LedgerNode.Settings = LedgerNode.Settings(),
        context: Context = .shared
    ) {
        self.settings = settings
        connection = NodeConnection(to: bus, node: settings.name, context: context)
    }

    /// Opens the file, joins the bus and answers.
    ///
    /// - Parameter store: the file; `:memory:` for one that is gone with the process.
    /// - Throws: `NodeError` when the file or the bus cannot be had, or an account was opened with other money.
    package func start(store: String, within patience: Duration) async throws(NodeError) {
        try open(store)
        try await connection.open(within: patience)
        try await makeTopic()
        try await connection.offer(LedgerHandler.address) { request in
            await self.answer(request)
        }
        followUp()
    }

    /// Leaves the bus and closes the file.
    package func stop() async {
        handler = nil
        alarm?.cancel()
        publisher?.cancel()
        await connection.close()
        await alarm?.value
        await publisher?.value
        do {
            try file?.close()
        } catch {
            Log.write("\(error)", by: settings.name)
        }
        file = nil
    }

    private func open(_ store: String) throws(NodeError) {
        do {
            let file = try Connection(path: store)
            self.file = file
            let handler = LedgerHandler(try LedgerStore(file), settings: try settings.checked())
            try file.transaction {
                for account in settings.accounts {
                    try handler.open(
                        account.address, credit: account.credit, at: Clocks.calendar)
                }
            }
            self.handler = handler
        } catch let error as NodeError {
            throw error
        } catch let refusal as RequestRefusal {
            throw NodeError(NodeError.Code(refusal.errorCode), refusal.error)
        } catch {
            throw NodeError(.failed, "\(error)")
        }
    }

    private func makeTopic() async throws(NodeError) {
        _ = try await connection.request(
            Request(
                address: Backbone.ownAddress, method: "topics.create",
                payload: Payload(#"{"topic":"\#(TopicName.ledger)"}"#)))
    }

    private func answer(_ request: Request) -> Reply? {
        take(.request(request))
    }

    /// Has the handler take an input, and sees to what follows from it.
    private func take(_ input: LedgerInput) -> Reply? {
        guard let file, let handler else { return .stopping("ledger") }
        do {
            let reply = try file.atomically { () throws(StoreError) in
                try handler.handle(input, at: Clocks.calendar)
            }
            if file.walPageCount >= Self.logLimit { try file.checkpoint() }
            followUp()
            return reply
        } catch {
            fail(error)
            return .stopping("ledger")
        }
    }

    /// Sees to it that events are published, and that the handler is woken in time.
    private func followUp() {
        guard let handler else { return }
        do {
            if publisher == nil, try !handler.store.events.unpublished(limit: 1).isEmpty {
                publisher = Task { await publish() }
            }
            if let time = try handler.nextWake, time < alarmTime {
                alarm?.cancel()
                alarmTime = time
                alarm = Task { await wake(at: time) }
            }
        } catch {
            fail(error)
        }
    }

    private func wake(at time: Timestamp) async {
        while true {
            let rest = Duration.microseconds(time.microseconds - Clocks.calendar.microseconds)
            guard rest > .zero else { break }
            // Cancelled when an earlier time is set, and by `stop`.
            try? await Task.sleep(for: min(rest, Self.longestSleep))
            guard !Task.isCancelled else { return }
        }
        guard !Task.isCancelled else { return }
        alarmTime = Timestamp(microseconds: .max)
        _ = take(.wake)
    }

    /// Publishes what has happened in its order, and forgets it when it is on the backbone's disk. After a
    /// crash in between, the backbone knows the event by its deduplication key.
    private func publish() async {
        while let file, let store = handler?.store {
            do {
                let events = try store.events.unpublished(limit: Self.eventPage)
                guard !events.isEmpty else { break }
                for event in events {
                    guard await publish(event.publication(of: store.name)) else { return }
                    guard handler != nil else { return }
                    try file.atomically { () throws(StoreError) in
                        try store.events.remove(event.number)
                    }
                }
            } catch {
                return fail(error)
            }
        }
        publisher = nil
    }

    /// Publishes a message, again and again until the backbone has it.
    ///
    /// - Returns: false when the ledger stops before.
    private func publish(_ publication: Publication) async -> Bool {
        while true {
            do {
                try await connection.confirm(.publish(publication))
                return true
            } catch {
                guard !Task.isCancelled, await connection.failure == nil else { return false }
                Log.write("an event is not published yet: \(error)", by: settings.name)
                // Cancelled by `stop`: the loop ends above, and the event is published after the next start.
                try? await Task.sleep(for: Self.publishAgainAfter)
                // A backbone that has begun anew has no topics.
                try? await makeTopic()
            }
        }
    }

    private func fail(_ error: any Error) {
        handler = nil
        let error = NodeError(.failed, "the ledger stops: \(error)")
        connection.assumeIsolated { $0.fail(error) }
    }
}
