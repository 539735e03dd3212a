#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A node that answers questions for one revision of a service.
///
/// A complete service:
///
///     try await Service("met-office/forecast:2.1.0").run { question in
///         let place = try question.values(as: Place.self)
///         try await question.monitor(["progress": 0.5])
///         return Forecast(for: place)
///     }
public struct Service: Sendable {
    /// The revision it answers for.
    public let revision: ServiceRevision
    /// Where its bus is.
    public let bus: BusAddress
    /// How it goes about it.
    public var settings: Settings

    /// How a service goes about answering.
    public struct Settings: Sendable {
        /// How many questions are answered at one time.
        public var concurrency = 1
        /// Whether the revision is registered when the service starts.
        public var registers = true
        /// Whether it becomes the default revision; nil to let the registry decide.
        public var isDefault: Bool?
        /// The children that the service asks, by key; a question may carry others for the same keys. With
        /// nil the service does not say, and takes whatever children a question carries.
        public var children: Children?
        /// What questions and answers look like, as twine.json says: they are held against it here, and by
        /// parents before they ask, who learn it from the registry. Nil to hold them against nothing.
        public var twine: Twine?
        /// Where questions are kept that want to be run again; nil to keep none.
        public var diagnostics: DiagnosticsSettings?
        /// The channel whose head the revision becomes when it is registered for the first time.
        public var channel: ChannelName?
        /// How long running questions may take to finish when the service is to stop; those that take longer
        /// are handed back, for another instance.
        public var drainWithin = Duration.seconds(10)
        /// How long the bus may take to answer when the service starts.
        public var connectWithin = Duration.seconds(10)
        /// Whether handlers run on the thread of the node itself. That saves two thread changes a question,
        /// and is only for handlers that never compute for long: meanwhile nothing else is heard.
        public var runsOnReactor = false
        /// Whether each question is acknowledged to its parent as it arrives, with an event of its own. A service
        /// that answers at once may leave that out, and halves what goes over the bus.
        public var acknowledges = true
        /// What the node calls itself; its revision when nil.
        public var name: String?

        /// The settings that most services need, or what a topology says in the environment: the node's
        /// name in `BUSNODE_NODE`; in `BUSNODE_REGISTER` whether it registers (`yes`, `no`), and whether as
        /// the default (`default`, `not-default`).
        public init() {
            name = ProcessEnvironment.text("BUSNODE_NODE")
            switch ProcessEnvironment.text("BUSNODE_REGISTER") {
            case "no": registers = false
            case "default": isDefault = true
            case "not-default": isDefault = false
            default: break
            }
        }
    }

    /// A service of a bus.
    ///
    /// - Parameters:
    ///   - revision: which revision it is, as `namespace/name:tag`.
    ///   - bus: where the bus is; when nil, where the environment variable `BUSNODE_BUS` says.
    /// - Throws: `NodeError` with code `badName` when the revision is none, `unreachable` when no bus is
    ///   named.
    public init(
        _ revision: String, bus: BusAddress? = nil, settings: Settings = Settings()
    ) throws(NodeError) {
        self.revision = try .parsing(revision) { text throws(NameError) in
            try ServiceRevision(text)
        }
        if let bus {
            self.bus = bus
        } else {
            self.bus = try .fromEnvironment()
        }
        self.settings = settings
    }

    /// Answers questions until the task is cancelled, or the process gets SIGTERM or SIGINT.
    ///
    /// Then it takes no more questions, finishes those that run or hands them back, and leaves the bus.
    ///
    /// - Parameter answer: answers a question with values to be sent as JSON, or with an `Answer` when there
    ///   are output datasets, too; what it throws becomes an exception event.
    /// - Throws: `NodeError` when the bus cannot be reached, or the registration is refused.
    public func run<Values: Encodable & SendableMetatype>(
        _ answer: @escaping @Sendable (IncomingQuestion) async throws -> Values
    ) async throws(NodeError) {
        try await run(answering: answer, until: Signals.untilStopped)
    }

    /// The whole of a program that is a service: `run`, and when that fails a line on standard error and an
    /// exit status of 1.
    ///
    ///     @main enum Forecast {
    ///         static func main() async {
    ///             await Service.main("met-office/forecast:2.1.0") { question in … }
    ///         }
    ///     }
    ///
    /// - Parameter revision: which revision it is, unless the environment variable `BUSNODE_SERVICE_REVISION`
    ///   names another.
    public static func main<Values: Encodable & SendableMetatype>(
        _ revision: String, settings: Settings = Settings(),
        _ answer: @escaping @Sendable (IncomingQuestion) async throws -> Values
    ) async {
        let revision = ProcessEnvironment.text("BUSNODE_SERVICE_REVISION") ?? revision
        do {
            try await Service(revision, settings: settings).run(answer)
        } catch {
            Log.write("\(error)", by: revision)
            exit(1)
        }
    }

    /// Answers questions until `stop` returns or the task is cancelled, instead of until a signal comes.
    ///
    /// - Parameter onReady: called when the bus gives the service questions.
    public func run<Values: Encodable & SendableMetatype>(
        answering answer: @escaping @Sendable (IncomingQuestion) async throws -> Values,
        onReady: @escaping @Sendable () async -> Void = {},
        until stop: @escaping @Sendable () async -> Void
    ) async throws(NodeError) {
        try await run(
            answeringBody: { question in
                let values = try await answer(question)
                if let answer = values as? any AnswerWithManifest {
                    return try await answer.resultBody()
                }
                return try EventBody.make(kind: .result, "output_values", values)
            }, onReady: onReady, until: stop)
    }

    /// Answers questions with complete bodies, until `stop` returns or the task is cancelled.
    package func run(
        answeringBody answer: @escaping Answerer.Handler,
        onReady: @Sendable () async -> Void = {},
        until stop: @escaping @Sendable () async -> Void
    ) async throws(NodeError) {
        let node = try await Node.connect(
            to: bus, as: settings.name ?? revision.description, within: settings.connectWithin)
        let isRegistered: Bool
        do {
            isRegistered = try await serve(node, prepared(answer))
        } catch {
            await node.close()
            throw error
        }
        await onReady()
        await waitForEnd(of: node, or: stop, isRegistered: isRegistered)
        await finish(node)
        if let failure = await node.connection.failure, failure.code != .closed { throw failure }
    }

    /// Takes questions from now on.
    ///
    /// - Returns: false when the revision is still to be registered.
    private func serve(
        _ node: Node, _ answer: @escaping Answerer.Handler
    ) async throws(NodeError) -> Bool {
        let executor: (any TaskExecutor)? =
            settings.runsOnReactor ? node.connection.thread.tasks : nil
        try await node.connection.serve(
            revision, window: Window(messages: UInt32(clamping: settings.concurrency)),
            Answerer(
                handler: answer, executor: executor, acknowledges: settings.acknowledges))
        guard settings.registers else { return true }
        do {
            try await node.registry.register(
                revision, isDefault: settings.isDefault, channel: settings.channel,
                twine: settings.twine?.document)
            return true
        } catch  where error.isOfMissingPeer {
            Log.write("registering as soon as there is a registry", by: revision.description)
            return false
        }
    }

    private func waitForEnd(
        of node: Node, or stop: @escaping @Sendable () async -> Void, isRegistered: Bool
    ) async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await stop()
                return true
            }
            group.addTask {
                await node.connection.waitUntilClosed()
                return true
            }
            if !isRegistered {
                group.addTask {
                    await register(node)
                    return false
                }
            }
            for await isOver in group where isOver { break }
            group.cancelAll()
        }
    }

    /// Registers when there was no registry to do it at first: the service answers meanwhile.
    private func register(_ node: Node) async {
        while !Task.isCancelled {
            do throws(NodeError) {
                return try await node.registry.register(
                    revision, isDefault: settings.isDefault, channel: settings.channel,
                    twine: settings.twine?.document)
            } catch {
                guard error.isOfMissingPeer else {
                    return Log.write("not registered: \(error)", by: revision.description)
                }
            }
            // Cancelled when the service ends, which ends the loop.
            try? await Task.sleep(for: Self.registrationInterval)
        }
    }

    private static let registrationInterval = Duration.milliseconds(500)

    private func finish(_ node: Node) async {
        let connection = node.connection
        // All of this needs confirmations, and the backbone may be away.
        await connection.close(within: settings.drainWithin + NodeConnection.farewell)
        _ = try? await connection.withdraw(revision)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await connection.finishAnswering() }
            group.addTask {
                // Cancelled when everything was answered in time: then there is nothing to hand back.
                try? await Task.sleep(for: settings.drainWithin)
                await connection.handBack()
            }
            await group.next()
            group.cancelAll()
        }
        await connection.settle()
        await node.close()
    }
}
