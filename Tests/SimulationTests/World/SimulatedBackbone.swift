@testable import Handlers
import Store
import TestSupport
import Topics

/// The backbone on its disk, taking turns like the real one, and dying where that hurts.
///
/// An error of the disk ends it, as it ends the real one: nothing is told any more. It comes back later,
/// with a disk that works.
final class SimulatedBackbone {
    private let world: World
    private let network: SimulatedNetwork
    private let disk: SimulatedDisk
    private var file: Connection?
    /// How the disk is waited for, where commits do not do that themselves.
    private var sync: LogSync?
    /// Whether a transaction is on its way to the disk, and what is told when it has arrived.
    private var isSyncing = false
    private var afterSync: [Directive] = []
    private var history: StoredHistory?
    private(set) var backbone: Backbone?
    private var outbox = Outbox()
    private let deliveries = DeliveryCheck()
    /// How many events the nodes take at one time, by their names.
    var windows: [String: Window] = [:]
    private var startsAt: Int64 = 0
    private var ticksAt: Int64 = 0

    private static let inputsPerTurn = 64
    /// Operations of the disk among which one fails, after it was decided that one does: some turns.
    private static let operationsBeforeFault: Int64 = 60

    /// A backbone that starts with the first turn.
    init(_ world: World, _ network: SimulatedNetwork) {
        self.world = world
        self.network = network
        disk = SimulatedDisk(world.makeRandom())
        if let fault = world.plan.fault { disk.prepare(fault) }
    }

    /// Whether nodes can connect.
    var isUp: Bool { backbone != nil }

    /// Takes what has arrived, decides, commits, and tells; or dies on the way.
    func turn() throws {
        if !world.isFaulty, world.plan.fault == nil { disk.heal() }
        if world.goesWrong(world.plan.diskFaults) { disk.prepare(makeFault()) }
        disk.hasFailed = false
        do {
            if backbone == nil { try start() }
            try takeTurn()
        } catch let error as StoreError {
            try stop(after: error)
        }
        world.result.failedOperations = disk.failureCount
    }

    /// Looks whether everybody has the credit back that he gave; for the end, when nothing is under way.
    func checkCreditIsBack() throws {
        guard let backbone, let file else { return }
        try BackboneCheck(backbone: backbone, file: file, windows: windows).checkCreditIsBack()
    }

    /// Tells the backbone that a connection is gone.
    func lose(_ peer: PeerID) throws {
        try backbone?.handle(.lost(peer), at: world.now, into: &outbox)
    }

    /// What the file holds, read between two turns.
    func read<Value>(_ body: (StoredHistory) throws -> Value) throws -> Value? {
        guard let file else { return nil }
        let history = try self.history ?? StoredHistory(file)
        self.history = history
        return try body(history)
    }

    private func takeTurn() throws {
        guard let backbone, let file else { return }
        // A disk that takes its time: meanwhile turns go on, and nothing of the last one is told.
        if isSyncing, !world.happens(world.plan.slowSyncs), try finishSync(backbone) {
            return die()
        }
        if !file.isInTransaction { try file.begin() }
        for (peer, item) in network.takeUpward(limit: Self.inputsPerTurn) {
            if case .command(let command, _) = item {
                deliveries.note(command, at: world.now.milliseconds)
            }
            try backbone.handle(Self.input(item, peer), at: world.now, into: &outbox)
            try performAtOnce(backbone)
            if diesHere() { return die() }
        }
        if world.milliseconds >= ticksAt {
            ticksAt = world.milliseconds + 50
            try backbone.tick(at: world.now, into: &outbox)
            try performAtOnce(backbone)
        }
        if diesHere() { return die() }
        guard !isSyncing else { return }
        try write(file, backbone)
        if diesHere() { return die() }
        if world.plan.slowSyncs == 0 || !isSyncing, try finishSync(backbone) { return die() }
        if file.walPageCount >= world.plan.checkpointPages { try file.checkpoint() }
        try BackboneCheck(backbone: backbone, file: file, windows: windows).run()
    }

    /// Ends the transaction.
    private func write(_ file: Connection, _ backbone: Backbone) throws {
        try backbone.finishTurn()
        afterSync = outbox.takeAfterCommit()
        if sync == nil { try file.commit() } else { isSyncing = try file.write() }
    }

    /// Waits for the disk, and tells what had to wait for it.
    ///
    /// - Returns: whether the backbone dies meanwhile.
    private func finishSync(_ backbone: Backbone) throws -> Bool {
        if isSyncing { try sync?.run() }
        isSyncing = false
        backbone.noteCommitted(at: world.now, into: &outbox)
        try performAtOnce(backbone)
        let directives = afterSync
        afterSync = []
        for directive in directives {
            try perform(directive, backbone)
            if diesHere() { return true }
        }
        return false
    }

    private func start() throws {
        guard world.milliseconds >= startsAt else { return }
        let file = try disk.open("backbone.sqlite")
        self.file = file
        if world.result.deaths > 0 {
            let found = try file.prepare("PRAGMA quick_check").firstRow { $0.text(at: 0) }
            // It tells of a page that cannot be read, instead of failing.
            if disk.hasFailed { return die() }
            try require(found == "ok", "the file is damaged: \(found ?? "")")
        }
        backbone = try Backbone(
            connection: file, feed: "", limits: world.plan.limits, at: world.now,
            random: world.makeRandom())
        sync = try file.separateSync()
    }

    // MARK: What goes wrong

    private func diesHere() -> Bool {
        disk.isDark || world.goesWrong(world.plan.backboneCrashes)
    }

    private func makeFault() -> DiskFault {
        DiskFault(
            operationsLeft: Int(world.pick(0...Self.operationsBeforeFault)),
            isOfChanges: world.happens(0.8),
            kind: DiskFault.Kind.allCases.randomElement(using: &world.random) ?? .errors)
    }

    /// The disk failed: the backbone stops, and closes the file as well as that goes.
    private func stop(after error: StoreError) throws {
        try require(
            disk.hasFailed && [.ioError, .full, .cannotOpen].contains(error.kind), "\(error)")
        world.result.diskErrors += 1
        (backbone, history) = (nil, nil)
        if world.happens(0.5) { try? file?.close() }
        die()
    }

    /// Ends the process, and perhaps the machine: what is not committed is gone, and so are all connections.
    private func die() {
        world.note(0xDEAD)
        world.result.deaths += 1
        outbox = Outbox()
        (isSyncing, afterSync, sync) = (false, [], nil)
        (backbone, history) = (nil, nil)
        if disk.isDark || world.happens(world.plan.powerLosses) {
            world.result.powerLosses += 1
            disk.losePower()
        } else {
            disk.endProcess()
        }
        file = nil
        network.cutAll()
        startsAt = world.milliseconds + world.pick(0...400)
    }

    private func performAtOnce(_ backbone: Backbone) throws {
        // Where the power is gone, nothing is told any more.
        while !outbox.atOnce.isEmpty, !disk.isDark {
            for directive in outbox.takeAtOnce() { try perform(directive, backbone) }
        }
    }

    private func perform(_ directive: Directive, _ backbone: Backbone) throws {
        guard case .send(let command, let correlation, let peer) = directive else { return }
        world.note(UInt64(command.code.rawValue) << 32 | peer.number)
        if case .deliver(let delivery) = command {
            try deliveries.check(delivery, by: backbone, at: world.now.milliseconds)
        }
        if !network.send(command, correlation, to: peer) { try lose(peer) }
    }

    private static func input(_ item: SimulatedNetwork.Upward, _ peer: PeerID) -> BackboneInput {
        switch item {
        case .probe: .probe(from: peer)
        case .command(let command, let correlation):
            .command(command, correlation: correlation, from: peer)
        }
    }
}
