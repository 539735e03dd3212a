import Handlers
package import Topics

/// A node's connection: it owns the socket, keeps the link's word, and wakes who waits for it.
///
/// It lives on the thread of its reactor, which is its executor, so that a task on that thread talks to
/// it without changing threads.
package actor NodeConnection {
    /// The thread that owns the socket.
    package nonisolated let thread: ReactorThread
    /// The actor runs where the socket is.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Where the backbone is.
    package nonisolated let address: BusAddress
    private let link: Link
    var waiters: [UInt64: Waiter] = [:]
    /// What those who read questions get, in the order in which they began.
    var streams: [QuestionID: [QuestionStream]] = [:]
    var lastReader: UInt64 = 0
    /// Questions whose ASK has no answer, and who waits for it.
    var unaccepted: [QuestionID: [CheckedContinuation<NodeError?, Never>]] = [:]
    var answerers: [ServiceRevision: Answerer] = [:]
    var answering: [QuestionID: AnsweringTask] = [:]
    var answeredWaiters: [CheckedContinuation<Void, Never>] = []
    var subscribers: [SubscriptionName: Subscriber] = [:]
    var settled: [SubscriptionName: [DeliveryReference]] = [:]
    /// What handlers deal with.
    var handled = HandledDeliveries()
    /// The correlations of PULLs that somebody waits for, by the number of the wait.
    var pulls: [UInt64: UInt64] = [:]
    var lastPull: UInt64 = 0
    var requestHandlers: [String: RequestHandler] = [:]
    /// The default revisions that the registry has named.
    var defaults = DefaultCache()
    /// What the registry gave to trees of questions.
    var pins = PinCache()
    /// Whether a registry has answered before.
    var hasMetRegistry = false
    /// The twines that the registry has told.
    var twines = TwineCache()
    /// What the registry is being asked about revisions.
    var lookups: [ServiceRevision: RevisionLookup] = [:]
    /// Which deprecations the log has named.
    var notices = DeprecationNotices()
    /// Where the registry's changes are heard.
    var registryWatch: Socket?
    /// Who watches the feed.
    var watchers: [Watcher] = []
    /// Why the connection does not work any more.
    var failure: NodeError?

    let context: Context
    private let socket: BackboneSocket
    private var directives: [LinkDirective] = []
    private var welcomeWaiters: [(deadline: Int64, CheckedContinuation<NodeError?, Never>)] = []
    /// When the welcome came, in milliseconds.
    private var welcomedAt: Int64 = 0
    private var idleWaiters: [CheckedContinuation<Void, Never>] = []
    private let isClosed = OneTimeEvent()
    /// When the connection is closed at the latest, in milliseconds.
    private var lastMoment = Int64.max

    /// How often what is due is looked at, in milliseconds: an eighth of the shortest wait there is.
    private static let tickInterval: Int64 = 250
    /// How long the backbone may take to hear that the session ends: nobody waits longer for a goodbye.
    static let farewell = Duration.seconds(1)
    /// Most messages taken from the socket before tasks get their turn.
    private static let messagesPerTurn = 256

    /// A connection that is not open yet.
    package init(to address: BusAddress, node: String, context: Context = .shared) {
        self.address = address
        self.context = context
        thread = ReactorThread()
        socket = BackboneSocket(to: address.endpoint, on: thread, in: context)
        link = Link(
            LinkSettings(
                session: SessionID.random(), node: node,
                software: "busnode/\(BusNodeVersion.text)"), random: BufferedRandom())
    }

    /// Connects, and waits for the backbone's welcome.
    ///
    /// - Throws: `NodeError` with code `unreachable` when nobody answers in time, or the endpoint is none.
    package func open(within patience: Duration) async throws(NodeError) {
        try connect()
        let deadline = Clocks.now.milliseconds + patience.wholeMilliseconds
        let error = await withCheckedContinuation { continuation in
            welcomeWaiters.append((deadline, continuation))
            thread.startTurns(atLeastEvery: Self.tickInterval) { [weak self] in
                self?.assumeIsolated { $0.turn() }
            }
        }
        guard let error else { return }
        close(because: error)
        throw error
    }

    /// Waits until every command has its answer.
    package func settle() async {
        await withCheckedContinuation { continuation in
            guard link.pendingCount > 0, failure == nil else { return continuation.resume() }
            idleWaiters.append(continuation)
        }
    }

    /// Waits until the connection is closed, or the task is cancelled.
    package nonisolated func waitUntilClosed() async {
        await isClosed.wait()
    }

    /// The rules of the session; nil while there is none.
    package var welcome: Welcome? { link.welcome }

    /// The backbone's clock, about; nil while there is no session.
    var backboneTime: Timestamp? {
        welcome?.time.advanced(by: .milliseconds(Clocks.now.milliseconds - welcomedAt))
    }

    /// Ends the session and closes the socket; what still waits fails with the code `closed`.
    ///
    /// A backbone that is away does not hold this up: it learns of the end from the silence.
    package func close() async {
        guard failure == nil else { return }
        close(within: Self.farewell)
        if link.welcome != nil { _ = try? await confirm(.bye) }
        close(because: NodeError(.closed, "the node is closed"))
    }

    /// Closes the connection after this long, unless that has happened before.
    func close(within patience: Duration) {
        let deadline = Clocks.now.milliseconds + patience.wholeMilliseconds
        lastMoment = min(lastMoment, deadline)
    }

    /// The questions that this node is answering.
    var runningQuestions: [QuestionRelease] { link.runningQuestions }

    /// Closes the connection because what it is for has failed.
    func fail(_ error: NodeError) {
        close(because: error)
    }

    /// Makes the link do something, and does what it wants.
    func withLink<Value>(
        _ body: (Link, Moment, inout [LinkDirective]) -> Value
    ) -> Value {
        let value = body(link, Clocks.now, &directives)
        performDirectives()
        return value
    }

    /// Sends a command whose answer `waiter` gets.
    func submit(_ command: Command, _ waiter: Waiter) {
        _ = correlation(of: command, waiter)
    }

    /// Sends a command whose answer `waiter` gets, and says under which correlation; 0 when the connection is
    /// closed.
    func correlation(of command: Command, _ waiter: Waiter) -> UInt64 {
        if let failure {
            waiter.fail(failure)
            return 0
        }
        let correlation = withLinkQuietly { link, now, directives in
            link.submit(command, at: now, into: &directives)
        }
        waiters[correlation] = waiter
        performDirectives()
        return correlation
    }

    /// Fails when too much waits already, or the node is closed.
    func checkRoom() throws(NodeError) {
        if let failure { throw failure }
        guard link.hasRoom else {
            throw NodeError(
                .limitReached,
                "\(link.pendingCount) commands wait for their confirmation; ask for less at a time")
        }
    }

    private func withLinkQuietly<Value>(
        _ body: (Link, Moment, inout [LinkDirective]) -> Value
    ) -> Value {
        body(link, Clocks.now, &directives)
    }

    private func connect() throws(NodeError) {
        do {
            try socket.connect()
        } catch {
            throw NodeError(.unreachable, "no connection to \(address): \(error)")
        }
    }

    private func turn() {
        let now = Clocks.now
        connectIfDue(at: now)
        receive(at: now)
        hearRegistry()
        hearFeed()
        link.tick(at: now, into: &directives)
        performDirectives()
        acknowledgeSettled()
        extendLeases(at: now.milliseconds)
        checkDeadlines(at: now.milliseconds)
    }

    private func connectIfDue(at now: Moment) {
        guard socket.isDue(at: now.milliseconds) else { return }
        do {
            try connect()
        } catch {
            close(because: error)
        }
    }

    private func receive(at now: Moment) {
        for _ in 0..<Self.messagesPerTurn {
            do {
                guard let message = try socket.receive() else { return try noteEnd() }
                try receive(message, at: now)
            } catch let error as WireError {
                Log.write("the backbone sent what is no command: \(error)")
            } catch {
                return close(because: NodeError(.failed, "\(error)"))
            }
        }
        thread.wakeAgain()
    }

    /// Notes that the connection has ended, when all that came over it is taken.
    private func noteEnd() throws(ZeroMQError) {
        guard try socket.hasEnded() else { return }
        link.noteDisconnection(into: &directives)
    }

    private func receive(_ message: ReceivedMessage, at now: Moment) throws {
        let (correlation, command) = try message.decode()
        link.receive(command, correlation, at: now, into: &directives)
        performDirectives()
    }

    private func performDirectives() {
        while !directives.isEmpty {
            let batch = directives
            directives.removeAll(keepingCapacity: true)
            for directive in batch { perform(directive) }
        }
        if link.pendingCount == 0, !idleWaiters.isEmpty {
            for waiter in idleWaiters { waiter.resume() }
            idleWaiters = []
        }
    }

    private func perform(_ directive: LinkDirective) {
        switch directive {
        case .send(let command, let correlation): send(command, correlation)
        case .reconnect: socket.giveUp(at: Clocks.now.milliseconds)
        case .welcomed:
            socket.noteWelcome()
            welcomedAt = Clocks.now.milliseconds
            defaults.forgetAll()
            for (_, continuation) in welcomeWaiters { continuation.resume(returning: nil) }
            welcomeWaiters = []
        case .confirmed(let correlation, let number):
            let waiter = waiters.removeValue(forKey: correlation)
            if case .asked(let id, _)? = waiter { noteAccepted(id) }
            waiter?.confirm(number)
        case .refused(let correlation, let refusal): refuse(correlation, refusal)
        case .replied(let correlation, let reply):
            let waiter = waiters.removeValue(forKey: correlation)
            if case .lookup(let revision, _)? = waiter { note(reply, about: revision) }
            waiter?.reply(reply)
        case .fetched(let correlation, let stored): waiters[correlation]?.add(stored)
        case .pulled(let correlation, let delivery): waiters[correlation]?.add(delivery)
        case .deliver(let delivery): handle(delivery)
        case .answer(let delivery): startAnswering(delivery)
        case .abandon(let question, let reason): abandon(question, because: reason)
        case .followed(let delivery): show(delivery)
        case .event(let event): show(event)
        case .request(let request, let correlation): answer(request, correlation)
        }
    }

    private func refuse(_ correlation: UInt64, _ refusal: Refusal) {
        if correlation == 0, link.welcome == nil, !welcomeWaiters.isEmpty {
            for (_, continuation) in welcomeWaiters {
                continuation.resume(returning: NodeError(refusal))
            }
            welcomeWaiters = []
            return
        }
        guard let waiter = waiters.removeValue(forKey: correlation) else {
            return Log.write("the backbone refused something: \(refusal)")
        }
        if case .asked(let id, _) = waiter { noteAccepted(id, NodeError(refusal)) }
        switch waiter {
        case .asked(let id, let reader), .follows(let id, let reader):
            fail(id, reader, with: NodeError(refusal))
            followAgain(id)
        case .lookup(let revision, let isDone):
            note(nil, about: revision)
            isDone.happen()
        case .acknowledged(let acknowledgement): retry(acknowledgement, after: refusal)
        case .extended(let change): handled.end(change.delivery, of: change.subscription)
        default: waiter.fail(NodeError(refusal))
        }
    }

    private func send(_ command: Command, _ correlation: UInt64) {
        do {
            // What a connection that ends has not carried is not lost: after the next WELCOME the link
            // repeats it.
            try socket.send(command, correlation: correlation)
        } catch {
            close(because: NodeError(.failed, "\(error)"))
        }
    }

    private func checkDeadlines(at now: Int64) {
        guard now < lastMoment else {
            return close(because: NodeError(.closed, "the node is closed"))
        }
        let overdue = welcomeWaiters.filter { $0.deadline <= now }
        welcomeWaiters.removeAll { $0.deadline <= now }
        for (_, continuation) in overdue {
            continuation.resume(
                returning: NodeError(
                    .unreachable,
                    "no backbone answers at \(address); start one with: busnode up"))
        }
        for (id, readers) in streams {
            for stream in readers where (stream.deadline ?? .max) <= now {
                if let dropped = withLink({ link, _, _ in link.dropUnsent(id) }) {
                    waiters[dropped] = nil
                    noteAccepted(id, NodeError(.timedOut, "question \(id) was never sent"))
                }
                let error = NodeError(.timedOut, "question \(id) was not answered in time")
                stream.fail(with: error)
            }
        }
    }

    private func close(because error: NodeError) {
        guard failure == nil else { return }
        failure = error
        // Only a backbone that knows the session has a use for what is not sent.
        socket.close(keepingUnsent: link.welcome != nil)
        link.close()
        for waiter in waiters.values { waiter.fail(error) }
        noteNoneAccepted(error)
        waiters = [:]
        for stream in streams.values.joined() { stream.fail(with: error) }
        for (_, continuation) in welcomeWaiters { continuation.resume(returning: error) }
        welcomeWaiters = []
        for task in answering.values { task.cancel() }
        wakeIfAnswered()
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
        isClosed.happen()
        stopWatchingRegistry()
        stopWatching()
        thread.stopTurns()
    }
}
