import Handlers
import Topics

/// A node: a link, a connection that comes and goes, and what it does with both.
final class SimulatedNode {
    let world: World
    let name: String
    let behaviour: any Behaviour
    private let number: Int
    private let network: SimulatedNetwork
    private(set) var link: Link
    private(set) var session: SessionID
    private(set) var peer: PeerID?
    private var connectsAt: Int64 = 0
    private var startsAt: Int64 = 0
    private var isRunning = false
    private var directives: [LinkDirective] = []

    /// A node that has not started.
    init(
        _ name: String, number: Int, _ world: World, _ network: SimulatedNetwork,
        _ behaviour: any Behaviour
    ) {
        self.world = world
        self.name = name
        self.number = number
        self.network = network
        self.behaviour = behaviour
        session = world.makeID()
        link = Link(LinkSettings(session: session, node: name, software: "sim"))
    }

    /// Whether it has done all it wanted, and nothing waits for an answer.
    var isDone: Bool { isRunning && behaviour.isDone && link.pendingCount == 0 }

    /// Whether it is there, and not between two lives.
    var isUp: Bool { isRunning }

    /// Lives through one step.
    func step(_ backbone: SimulatedBackbone) throws {
        if !isRunning {
            guard world.milliseconds >= startsAt else { return }
            try begin()
        }
        try keepConnection(backbone)
        try receiveAll()
        link.tick(at: world.now, into: &directives)
        try performAll(backbone)
        try behaviour.act(self)
        try performAll(backbone)
    }

    /// The process dies, and comes back later with a new session.
    func die(_ backbone: SimulatedBackbone) throws {
        isRunning = false
        directives = []
        try disconnect(backbone, isNoticed: world.happens(0.5))
        startsAt = world.milliseconds + world.pick(0...500)
    }

    /// Loses the connection.
    func disconnect(_ backbone: SimulatedBackbone, isNoticed: Bool) throws {
        guard let peer else { return }
        network.cut(peer)
        self.peer = nil
        connectsAt = world.milliseconds + world.pick(0...400)
        if isNoticed { try backbone.lose(peer) }
    }

    // MARK: What the behaviour does

    func submit(_ command: Command) -> UInt64 {
        link.submit(command, at: world.now, into: &directives)
    }

    func emit(
        _ kind: EventKind, of question: QuestionID, attempt: UInt32, payload: Payload
    ) -> UInt64? {
        link.emit(
            kind, of: question, attempt: attempt, payload: payload, at: world.now,
            into: &directives)
    }

    func pause(_ question: QuestionID) {
        link.pause(question, at: world.now, into: &directives)
    }

    private func begin() throws {
        isRunning = true
        session = world.makeID()
        var settings = LinkSettings(session: session, node: name, software: "sim")
        settings.events = behaviour.events
        link = Link(settings, random: world.makeRandom())
        try behaviour.start(self)
    }

    private func keepConnection(_ backbone: SimulatedBackbone) throws {
        if let peer, !network.isUp(peer) {
            self.peer = nil
            connectsAt = world.milliseconds + world.pick(0...400)
        }
        guard peer == nil, backbone.isUp, world.milliseconds >= connectsAt else { return }
        peer = network.connect(number)
    }

    private func receiveAll() throws {
        while let peer, let (command, correlation) = network.takeDownward(peer) {
            world.note(UInt64(command.code.rawValue) << 40 | UInt64(number))
            link.receive(command, correlation, at: world.now, into: &directives)
        }
    }

    private func performAll(_ backbone: SimulatedBackbone) throws {
        while !directives.isEmpty {
            switch directives.removeFirst() {
            case .send(let command, let correlation):
                guard let peer else { continue }
                network.send(.command(command, correlation: correlation), over: peer)
            case .reconnect: try disconnect(backbone, isNoticed: false)
            case let directive: try behaviour.handle(directive, self)
            }
        }
    }
}
