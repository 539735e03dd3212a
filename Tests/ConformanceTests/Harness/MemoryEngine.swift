import Handlers
import Store
import TestSupport
import Topics

/// The state machine alone, on a file in memory: a command is a turn, and nothing takes time.
final class MemoryEngine: Engine {
    let patience = Duration.zero
    let clockRulesNodes = true

    private let file: Connection
    private var clock = EngineClock()
    private var backbone: Backbone
    private var outbox = Outbox()
    private var connections = 0
    private var inboxes: [Int: [Received]] = [:]

    init() throws {
        file = try Connection(path: ":memory:")
        backbone = try Self.open(file, clock.now)
        try file.begin()
    }

    func connect() -> Int {
        connections += 1
        inboxes[connections] = []
        return connections
    }

    func disconnect(_ connection: Int) throws {
        inboxes[connection] = nil
        try backbone.handle(.lost(Self.peer(connection)), at: clock.now, into: &outbox)
        try finishTurn()
    }

    func send(_ command: Command, correlation: UInt64, over connection: Int) throws {
        let input = Self.input(command, correlation, from: Self.peer(connection))
        try backbone.handle(input, at: clock.now, into: &outbox)
        try finishTurn()
    }

    func receive(over connection: Int) -> [Received] {
        defer { if inboxes[connection] != nil { inboxes[connection] = [] } }
        return inboxes[connection] ?? []
    }

    func advance(by duration: Duration) throws {
        for step in EngineClock.steps(of: duration) {
            clock.advance(by: step)
            try backbone.tick(at: clock.now, into: &outbox)
            try finishTurn()
        }
    }

    func setCalendar(by duration: Duration) throws {
        clock.setCalendar(by: duration)
        try backbone.tick(at: clock.now, into: &outbox)
        try finishTurn()
    }

    func restart(after duration: Duration) throws {
        try file.rollback()
        inboxes = [:]
        outbox = Outbox()
        clock.restart(after: duration)
        backbone = try Self.open(file, clock.now)
        try file.begin()
        try backbone.tick(at: clock.now, into: &outbox)
        try finishTurn()
    }

    func stop() {}

    private func finishTurn() throws {
        while !outbox.atOnce.isEmpty { deliver(outbox.takeAtOnce()) }
        try backbone.finishTurn()
        try file.commit()
        backbone.noteCommitted(at: clock.now, into: &outbox)
        deliver(outbox.takeAtOnce())
        deliver(outbox.takeAfterCommit())
        try file.begin()
    }

    private func deliver(_ directives: [Directive]) {
        for case .send(let command, let correlation, let peer) in directives {
            let received = Received(correlation: correlation, command: command)
            inboxes[Int(peer.number)]?.append(received)
        }
    }

    /// What a backbone's shell reads of the command's frames.
    private static func input(
        _ command: Command, _ correlation: UInt64, from peer: PeerID
    ) -> BackboneInput {
        let bytes = command.frame(correlation: correlation)
        let read: Result<Command, WireError> = bytes.withUnsafeBytes { frame in
            Result { () throws(WireError) in
                try Command.decode(frame: frame, payload: command.payload).command
            }
        }
        switch read {
        case .success(let command):
            return .command(command, correlation: correlation, from: peer)
        case .failure(let error):
            return .malformed(error, correlation: correlation, from: peer)
        }
    }

    private static func peer(_ connection: Int) -> PeerID {
        PeerID(UInt64(connection))
    }

    private static func open(_ file: Connection, _ now: Moment) throws -> Backbone {
        try Backbone(
            connection: file, feed: "tcp://feed", limits: .conformance, at: now,
            random: SeededRandom(seed: 1))
    }
}

extension BackboneLimits {
    /// The standard ones, with sessions that bear the silence of a case that lets weeks pass.
    static let conformance = {
        var limits = BackboneLimits.standard
        limits.silence = 4_000_000_000
        return limits
    }()
}
