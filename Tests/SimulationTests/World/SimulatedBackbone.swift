@testable import Handlers
import Store
import TestSupport
import Topics

/// The backbone on its file, taking turns like the real one, and dying where that hurts.
final class SimulatedBackbone {
    private let world: World
    private let network: SimulatedNetwork
    private let folder: TemporaryFolder
    private var file: Connection?
    private(set) var backbone: Backbone?
    private var outbox = Outbox()
    private let deliveries = DeliveryCheck()
    /// How many events the nodes take at one time, by their names.
    var windows: [String: Window] = [:]
    private var startsAt: Int64 = 0
    private var ticksAt: Int64 = 0

    private static let inputsPerTurn = 64

    /// A backbone that starts with the first turn.
    init(_ world: World, _ network: SimulatedNetwork) throws {
        self.world = world
        self.network = network
        folder = try TemporaryFolder()
    }

    /// Whether nodes can connect.
    var isUp: Bool { backbone != nil }

    /// Takes what has arrived, decides, commits, and tells; or dies on the way.
    func turn() throws {
        if backbone == nil { try start() }
        guard let backbone, let file else { return }
        try file.begin()
        for (peer, item) in network.takeUpward(limit: Self.inputsPerTurn) {
            if case .command(let command, _) = item {
                deliveries.note(command, at: world.now.milliseconds)
            }
            try backbone.handle(Self.input(item, peer), at: world.now, into: &outbox)
            try performAtOnce(backbone)
            if diesHere() { return try die() }
        }
        if world.milliseconds >= ticksAt {
            ticksAt = world.milliseconds + 50
            try backbone.tick(at: world.now, into: &outbox)
            try performAtOnce(backbone)
        }
        if diesHere() { return try die() }
        try backbone.finishTurn(into: &outbox)
        try file.commit()
        if diesHere() { return try die() }
        for directive in outbox.takeAfterCommit() {
            try perform(directive, backbone)
            if diesHere() { return try die() }
        }
        try BackboneCheck(backbone: backbone, file: file, windows: windows).run()
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
        return try body(StoredHistory(file))
    }

    /// Ends the process: what is not committed is gone, and so are all connections.
    func die() throws {
        world.note(0xDEAD)
        outbox = Outbox()
        backbone = nil
        try file?.rollback()
        if world.happens(0.5) { file = nil }
        network.cutAll()
        startsAt = world.milliseconds + world.pick(0...400)
    }

    private func start() throws {
        guard world.milliseconds >= startsAt else { return }
        let file = try self.file ?? Connection(path: folder.file("backbone.sqlite"))
        // Only this process dies, never the machine: nothing has to reach the disk.
        try file.execute("PRAGMA synchronous = OFF")
        backbone = try Backbone(
            connection: file, feed: "", limits: world.plan.limits, at: world.now,
            random: world.makeRandom())
        self.file = file
    }

    private func diesHere() -> Bool {
        world.goesWrong(world.plan.backboneCrashes)
    }

    private func performAtOnce(_ backbone: Backbone) throws {
        while !outbox.atOnce.isEmpty {
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
