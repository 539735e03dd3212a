package import Handlers
import Store
import Topics

/// The backbone's shell: sockets, the file and the clock around the state machine that decides.
///
/// A turn takes what has arrived, lets the backbone decide, does at once what need not wait, and ends the
/// transaction. While that is on its way to the disk, turns go on and fill the next one; what the commit
/// makes true is done when it has arrived. One thread owns all of it, and another only waits for the disk.
package actor BackboneRole {
    package nonisolated let thread = ReactorThread()
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    private let settings: Settings
    private let context: Context
    private var backbone: Backbone?
    private var file: Connection?
    private var commits: CommitPipeline?
    /// What the open transaction holds.
    private var load = Load()
    /// What the transaction before this one held.
    private var inputsBefore = 0
    /// What is to be done when the transaction on its way has arrived.
    private var afterSync: [Directive] = []
    private var router: Socket?
    private var feed: Socket?
    private var monitor: SocketMonitor?
    private var outbox = Outbox()
    /// A list without elements, kept for its memory.
    private var emptyDirectives: [Directive] = []
    private var watched: Set<[UInt8]> = []
    private var nextTick: Int64 = 0
    /// When something has arrived last, in milliseconds.
    private var lastInput: Int64 = 0
    private var nextDiskLook: Int64 = 0
    private var isDiskScarce = false
    private var sweepsLeft = 0
    private var failure: NodeError?
    private let isStopped = OneTimeEvent()

    /// What a backbone needs to know.
    package struct Settings: Sendable {
        /// Where nodes connect to.
        package var bus: String
        /// Where the feed is published.
        package var feed: String
        /// The file; `:memory:` for one that is gone with the process.
        package var store: String
        /// The rules it goes by.
        package var limits = BackboneLimits.standard
        /// A clock that a test moves; nil for the real one.
        package var clock: VirtualClock?

        /// The settings of a backbone.
        package init(bus: String, feed: String, store: String) {
            self.bus = bus
            self.feed = feed
            self.store = store
        }
    }

    /// What a transaction holds so far.
    private struct Load {
        var inputs = 0
        /// When it ends though nobody waits for it, in milliseconds; at once where nothing has arrived.
        var endsAt = Int64.min
        /// Bytes of payloads.
        var bytes = 0
        /// Whether somebody was sent something who may answer before it is on disk.
        var isAnswerable = false

        /// Most inputs: what one confirmation has room for.
        static let inputLimit = WireLimits.list
        /// The bytes after which it takes no more, so that memory is bounded while the disk is slow.
        static let byteLimit = 16_000_000
        /// From so many inputs on, the next transaction is filled while another thread waits for the disk.
        static let worthAThread = 100
        /// How long it is open when nobody waits for it, in milliseconds.
        static let patience: Int64 = 2

        var isFull: Bool { inputs >= Self.inputLimit || bytes >= Self.byteLimit }
    }

    /// Most subjects that watchers may want before everything is published: what is remembered of them.
    private static let watchedLimit = 10_000
    /// How often leases and silence are looked at, in milliseconds.
    private static let tickInterval: Int64 = 100
    /// How often that is when nothing has come for a second, so that an idle backbone costs next to nothing.
    private static let quietInterval: Int64 = 250
    /// Pages of the write-ahead log after which it is copied into the file when there is nothing else to do.
    private static let idleCheckpoint = 1_000
    /// Pages after which it is written back even in a busy turn, so that the log stays below 160 MB.
    private static let forcedCheckpoint = 10_000

    /// A backbone that has not started.
    package init(_ settings: Settings, context: Context = .shared) {
        self.settings = settings
        self.context = context
    }

    /// Opens the file and listens.
    ///
    /// - Returns: where nodes connect to, with the port that was taken where `*` was asked for.
    /// - Throws: `NodeError` with code `failed` when the file or an endpoint cannot be had.
    package func start() throws(NodeError) -> BusAddress {
        do {
            return BusAddress(try listen())
        } catch {
            close()
            throw NodeError(.failed, "\(error)")
        }
    }

    /// Stops listening and closes the file, when what was taken is on disk.
    package func stop() {
        settle()
        close()
    }

    /// Does what is due, because its clock was moved.
    package func catchUp() {
        nextTick = 0
        turn()
        settle()
    }

    /// Waits until the backbone has stopped, or the task is cancelled.
    ///
    /// - Throws: `NodeError` with code `failed` when it stopped because its file or a socket failed.
    package func waitUntilStopped() async throws(NodeError) {
        await isStopped.wait()
        if let failure { throw failure }
    }

    private func listen() throws -> String {
        let feed = try Socket(.publisher, in: context, options: .feedPublisher)
        let feedEndpoint = try feed.bind(settings.feed)
        let file = try Connection(path: settings.store)
        let backbone = try Backbone(
            connection: file, feed: feedEndpoint, limits: settings.limits, at: now,
            random: BufferedRandom())
        commits = try CommitPipeline(file, on: thread)
        let router = try Socket(.router, in: context, options: .backboneRouter)
        let monitor = try SocketMonitor(of: router, in: context)
        let endpoint = try router.bind(settings.bus)
        (self.feed, self.file, self.backbone) = (feed, file, backbone)
        (self.router, self.monitor) = (router, monitor)
        for socket in [router, feed, monitor.socket] { thread.watch(socket) }
        settings.clock?.onAdvance { [weak self] in await self?.catchUp() }
        thread.startTurns(atLeastEvery: Self.quietInterval) { [weak self] in
            self?.assumeIsolated { $0.turn() }
        }
        return endpoint
    }

    private func turn() {
        guard failure == nil, let file, let backbone, let commits else { return }
        do {
            try hearWatchers()
            // libzmq reports that a connection has ended before its ROUTER knows whose: the peers are asked
            // for some ticks.
            if try monitor?.hasDisconnections() == true { sweepsLeft = 3 }
            try takeSynced(commits, backbone)
            try takeInputs(commits, backbone)
            try doWhatIsDue(commits, backbone)
            try endTransaction(commits, backbone)
            guard !file.isInTransaction else { return }
            try writeBack(file)
            backbone.continueBackup(into: &outbox)
            try performAtOnce(backbone)
            if backbone.isCopying { thread.wakeAgain() }
        } catch {
            fail(error)
        }
    }

    /// Looks at leases and silence, now and then.
    private func doWhatIsDue(_ commits: CommitPipeline, _ backbone: Backbone) throws {
        let now = self.now
        defer { thread.takeTurn(by: nextTick) }
        guard now.liveness >= nextTick else { return }
        let isQuiet = now.liveness - lastInput >= 1_000
        nextTick = now.liveness + (isQuiet ? Self.quietInterval : Self.tickInterval)
        try commits.begin()
        backbone.hasRoomOnDisk = hasRoomOnDisk(at: now)
        try backbone.tick(at: now, into: &outbox)
        try performAtOnce(backbone)
        try findLostPeers(backbone)
    }

    /// Does what the commit on its way makes true, when it has arrived.
    private func takeSynced(_ commits: CommitPipeline, _ backbone: Backbone) throws {
        guard try commits.takeSynced() else { return }
        if load.isFull, let router { thread.watch(router) }
        try announceCommit(backbone)
    }

    private func announceCommit(_ backbone: Backbone) throws {
        backbone.noteCommitted(at: now, into: &outbox)
        try performAtOnce(backbone)
        let directives = afterSync
        afterSync = []
        try perform(directives, backbone)
    }

    /// Ends the transaction, unless the one before is still on its way: then what arrives is added to it.
    private func endTransaction(
        _ commits: CommitPipeline, _ backbone: Backbone, waitsHere: Bool = false
    ) throws {
        guard file?.isInTransaction == true else { return }
        guard !commits.isSyncing else {
            if load.isFull, let router { thread.unwatch(router) }
            return
        }
        let isDue = load.isFull || outbox.isHurried || Clocks.now.milliseconds >= load.endsAt
        guard waitsHere || isDue else { return thread.takeTurn(by: load.endsAt) }
        try backbone.finishTurn()
        afterSync = outbox.takeAfterCommit()
        // While nobody can answer anything, and to fill the next takes less time than the disk, a hand-over
        // to another thread is not worth its wake-ups. Behind a large one a small one is but what came first.
        let isSmall = max(load.inputs, inputsBefore) < Load.worthAThread
        let waitsHere = waitsHere || isSmall && !load.isAnswerable
        inputsBefore = load.inputs
        if load.isFull { thread.wakeAgain() }
        load = Load()
        if try commits.end(waitsHere: waitsHere) { try announceCommit(backbone) }
    }

    /// Waits until all that was taken is on disk, and says so.
    private func settle() {
        guard failure == nil, let backbone, let commits else { return }
        do {
            while commits.isSyncing || file?.isInTransaction == true {
                commits.waitUntilSynced()
                try takeSynced(commits, backbone)
                try endTransaction(commits, backbone, waitsHere: true)
            }
            try performAtOnce(backbone)
        } catch {
            fail(error)
        }
    }

    private var now: Moment { settings.clock?.now ?? Clocks.now }

    /// Whether the disk has room for something new; looked at once a second.
    private func hasRoomOnDisk(at now: Moment) -> Bool {
        if now.liveness >= nextDiskLook {
            nextDiskLook = now.liveness + 1_000
            isDiskScarce = DiskRoom.isScarce(at: settings.store)
        }
        return !isDiskScarce
    }

    /// Takes what has arrived, as far as the transaction has room.
    private func takeInputs(_ commits: CommitPipeline, _ backbone: Backbone) throws {
        let before = load.inputs
        while !load.isFull, let message = try router?.receiveIfReady() {
            try commits.begin()
            // What is passed over counts, too: a peer that sends nothing else may not hold the turn up.
            load.inputs += 1
            load.bytes += message.body?.byteCount ?? 0
            guard let sender = message.sender, !message.isMalformedError else { continue }
            let peer = PeerID(UInt64(sender.number))
            try backbone.handle(Self.input(message, from: peer), at: now, into: &outbox)
            try performAtOnce(backbone)
        }
        guard load.inputs > before else { return }
        lastInput = Clocks.now.milliseconds
        if before == 0 { load.endsAt = lastInput + Load.patience }
    }

    private static func input(_ message: ReceivedMessage, from peer: PeerID) -> BackboneInput {
        guard !message.isProbe else { return .probe(from: peer) }
        do throws(WireError) {
            let (correlation, command) = try message.decode()
            return .command(command, correlation: correlation, from: peer)
        } catch {
            return .malformed(error, correlation: message.correlation, from: peer)
        }
    }

    private func performAtOnce(_ backbone: Backbone) throws {
        while !outbox.atOnce.isEmpty {
            var directives = emptyDirectives
            emptyDirectives = []
            outbox.exchangeAtOnce(for: &directives)
            load.isAnswerable = true
            try perform(directives, backbone)
            directives.removeAll(keepingCapacity: true)
            emptyDirectives = directives
        }
    }

    private func perform(_ directives: [Directive], _ backbone: Backbone) throws {
        for directive in directives {
            switch directive {
            case .send(let command, let correlation, let peer):
                try send(command, correlation, to: peer, backbone)
            case .publish(let command, let subject):
                try feed?.publish(
                    subject, header: command.frame(correlation: 0), body: command.payload)
            }
        }
    }

    /// Sends a command; a peer that is gone, or reads nothing, loses its connection.
    private func send(
        _ command: Command, _ correlation: UInt64, to peer: PeerID, _ backbone: Backbone
    ) throws {
        let outcome = try router?.send(
            to: RoutingID(UInt32(truncatingIfNeeded: peer.number)),
            header: command.frame(correlation: correlation), body: command.payload)
        guard outcome != .sent else { return }
        try backbone.handle(.lost(peer), at: now, into: &outbox)
    }

    /// Finds out whose connection has ended, when one has.
    private func findLostPeers(_ backbone: Backbone) throws {
        guard sweepsLeft > 0 else { return }
        sweepsLeft -= 1
        for peer in backbone.connectedPeers { try send(.ping, 0, to: peer, backbone) }
    }

    /// Takes note of what the feed's watchers want, so that nothing is written for nobody.
    private func hearWatchers() throws {
        while let message = try feed?.receiveIfReady() {
            let bytes = message.header.bytes
            guard let first = bytes.first else { continue }
            let prefix = Array(bytes.dropFirst())
            switch first {
            case 1 where watched.count < Self.watchedLimit: watched.insert(prefix)
            case 1: watched = [[]]  // So many are wanted that all is published.
            case 0: watched.remove(prefix)
            default: break  // Whatever a peer means by it, it is not for a publisher.
            }
        }
        outbox.isWatched = !watched.isEmpty
    }

    /// Copies the log into the file, when nothing has come for a while, or the log is long.
    private func writeBack(_ file: Connection) throws {
        guard file.walPageCount >= Self.idleCheckpoint else { return }
        let isIdle = Clocks.now.milliseconds - lastInput >= Self.tickInterval
        guard isIdle || file.walPageCount >= Self.forcedCheckpoint else { return }
        try file.checkpoint()
    }

    /// After an error of the file or a socket nothing can be promised: nothing more is confirmed.
    private func fail(_ error: any Error) {
        let text = "\(error)"
        let place = text.contains(settings.store) ? "" : "\(settings.store): "
        failure = NodeError(.failed, "the backbone stops: \(place)\(text)")
        close()
    }

    private func close() {
        thread.stopTurns()
        // The file is closed when nobody waits for it any more.
        commits?.waitUntilSynced()
        commits = nil
        for socket in [router, feed, monitor?.socket] { socket?.close() }
        (router, feed, monitor) = (nil, nil, nil)
        backbone = nil
        do {
            try file?.close()
        } catch {
            Log.write("\(error)", by: "backbone")
        }
        file = nil
        isStopped.happen()
    }
}
