import Handlers
import Registry
import Store
import Topics

/// The registry's shell: a node that answers requests from a file that only it has.
///
/// It lives on the thread of its connection, so that a request is answered without changing threads.
package actor RegistryRole: StoredRole {
    /// How it is on the bus.
    package let connection: NodeConnection
    package nonisolated var unownedExecutor: UnownedSerialExecutor { connection.unownedExecutor }

    private let settings: RegistrySettings
    private var file: Connection?
    private var sweeper: Task<Void, Never>?
    private var handler: RevisionHandler?
    /// How many registrations wait for policy services.
    private var inquiries = 0

    /// Most registrations that wait for policy services at a time: each is a question of this node.
    private static let inquiryLimit = 256

    /// Most trees that are read at a time while it is looked which have ended.
    private static let sweepPage = 256

    /// A registry of a bus that has not started.
    package init(
        on bus: BusAddress, settings: RegistrySettings = RegistrySettings(),
        context: Context = .shared
    ) {
        self.settings = settings
        connection = NodeConnection(to: bus, node: settings.name, context: context)
    }

    /// Opens the file, joins the bus and answers.
    ///
    /// - Parameter store: the file; `:memory:` for one that is gone with the process.
    /// - Throws: `NodeError` when the file or the bus cannot be had.
    package func start(store: String, within patience: Duration) async throws(NodeError) {
        do {
            let file = try Connection(path: store)
            self.file = file
            handler = RevisionHandler(
                try RevisionStore(file, policy: settings.policy),
                defaults: try RevisionDefaults(
                    namespace: settings.defaultNamespace, tag: settings.defaultTag))
        } catch {
            throw NodeError(.failed, "\(error)")
        }
        try await connection.open(within: patience)
        _ = try await connection.request(
            Request(
                address: Backbone.ownAddress, method: "topics.create",
                payload: Payload(#"{"topic":"\#(TopicName.registry)"}"#)))
        try await connection.offer(RevisionRegistry.address) { request in
            await self.answer(request)
        }
        sweeper = Task { await sweep() }
    }

    /// The trees of questions that keep what they have got, up to a page of them.
    package var pinnedTrees: [QuestionID] {
        get throws {
            try handler?.store.pinnedTrees(after: nil, limit: Self.sweepPage).map(\.question) ?? []
        }
    }

    /// Leaves the bus and closes the file.
    package func stop() async {
        sweeper?.cancel()
        await connection.close()
        await sweeper?.value
        sweeper = nil
        handler = nil
        do {
            try file?.close()
        } catch {
            Log.write("\(error)", by: "registry")
        }
        file = nil
    }

    private func answer(_ request: Request) async -> Reply {
        do {
            guard let file, var handler else { return .stopping("registry") }
            let step = try file.atomically { () throws(StoreError) in
                try handler.handle(request, from: request.sender, at: Clocks.now.time)
            }
            switch step {
            case .answered(let answer): return tell(answer)
            case .ask(let inquiry): return try await conclude(inquiry)
            case .look(let inquiry): return try await pin(inquiry)
            }
        } catch {
            await connection.fail(NodeError(.failed, "the registry stops: \(error)"))
            return .stopping("registry")
        }
    }

    /// Asks a policy service, while other requests are answered, and then registers.
    private func conclude(_ inquiry: PolicyInquiry) async throws -> Reply {
        guard inquiries < Self.inquiryLimit else { return .tooMany(inquiries) }
        inquiries += 1
        let answer = await PolicyAsking.ask(inquiry, over: connection)
        inquiries -= 1
        // The registry may have stopped meanwhile.
        guard let file, var handler else { return .stopping("registry") }
        return tell(
            try file.atomically { () throws(StoreError) in
                try handler.conclude(inquiry, answer, at: Clocks.now.time)
            })
    }

    /// Looks for the root of a tree of questions, and then keeps what the tree gets.
    private func pin(_ inquiry: TreeInquiry) async throws -> Reply {
        let root = await TreeLook.root(inquiry.question, over: connection)
        guard let file, var handler else { return .stopping("registry") }
        return tell(
            try file.atomically { () throws(StoreError) in
                try handler.pin(inquiry, root: root, at: Clocks.now.time)
            })
    }

    /// Looks again and again which trees of questions have ended, and forgets what they got.
    private func sweep() async {
        while !Task.isCancelled {
            // Cancelled by `stop`, after which nothing is swept.
            try? await Task.sleep(for: settings.pins.sweepInterval)
            do {
                try await sweepOnce()
            } catch {
                return await connection.fail(NodeError(.failed, "the registry stops: \(error)"))
            }
        }
    }

    private func sweepOnce() async throws {
        var last: QuestionID?
        while !Task.isCancelled, let store = handler?.store {
            let trees = try store.pinnedTrees(after: last, limit: Self.sweepPage)
            guard let end = trees.last?.question else { return }
            for tree in trees {
                let age = Duration.microseconds(
                    Clocks.now.time.microseconds - tree.pinnedAt.microseconds)
                guard age >= settings.pins.youth, !Task.isCancelled else { continue }
                let state = await TreeLook.state(tree.question, over: connection)
                let isOver =
                    state == .ended || state == .unknown && age >= settings.pins.patience
                guard isOver, let file, let store = handler?.store else { continue }
                try file.atomically { () throws(StoreError) in try store.unpin(tree.question) }
            }
            last = end
        }
    }

    /// Publishes what has changed, which is on disk now. A crash in between leaves caches stale for a minute.
    private func tell(_ answer: RegistryReply) -> Reply {
        for change in answer.changes { publish(change) }
        return answer.reply
    }

    private func publish(_ change: RegistryChange) {
        connection.assumeIsolated { $0.submit(.publish(change.publication), .nobody) }
    }
}

extension Reply {
    /// What is said to a registration when so many others wait.
    fileprivate static func tooMany(_ inquiries: Int) -> Reply {
        Reply(
            code: ErrorCode.limitReached.rawValue,
            payload: Payload(
                #"{"error":"\#(inquiries) registrations wait for policy services, the limit"}"#))
    }
}
