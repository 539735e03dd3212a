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
        try file.begin()
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
        try backbone.finishTurn(into: &outbox)
        try file.commit()
        if diesHere() { return die() }
        for directive in outbox.takeAfterCommit() {
            try perform(directive, backbone)
            if diesHere() { return die() }
        }
        if file.walPageCount >= world.plan.checkpointPages { try file.checkpoint() }
        try BackboneCheck(backbone: backbone, file: file, windows: windows).run()
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
