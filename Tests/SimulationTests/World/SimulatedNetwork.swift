import Handlers
import Topics

/// Connections between nodes and the backbone: each keeps the order, like TCP, and any of them can break.
///
/// What is under way when a connection breaks is lost. A connection that was made says so with a probe.
/// A direction of a connection can stall: then nothing arrives for a while, and all of it at once. A node
/// sometimes says twice what has the same effect as once.
final class SimulatedNetwork {
    private let world: World
    private var wires: [Wire] = []
    /// The places of those that stand.
    private var standing: [Int] = []

    /// What travels to the backbone.
    enum Upward {
        case probe
        case command(Command, correlation: UInt64)
    }

    private struct Wire {
        let peer: PeerID
        let node: Int
        var isUp = true
        var upward: [(due: Int64, item: Upward)] = []
        var downward: [(due: Int64, command: Command, correlation: UInt64)] = []
        /// Nothing arrives before this.
        var upwardOpensAt: Int64 = 0
        var downwardOpensAt: Int64 = 0
    }

    /// A network without connections.
    init(_ world: World) {
        self.world = world
    }

    /// Makes a connection for a node.
    func connect(_ node: Int) -> PeerID {
        let peer = PeerID(UInt64(wires.count + 1))
        standing.append(wires.count)
        wires.append(Wire(peer: peer, node: node))
        send(.probe, over: peer)
        return peer
    }

    /// Breaks a connection; what is under way is lost.
    func cut(_ peer: PeerID) {
        let position = Int(peer.number) - 1
        standing.removeAll { $0 == position }
        wires[position].isUp = false
        wires[position].upward = []
        wires[position].downward = []
    }

    /// Breaks all connections.
    func cutAll() {
        for position in standing { cut(wires[position].peer) }
    }

    /// Whether a connection stands.
    func isUp(_ peer: PeerID) -> Bool {
        wires[Int(peer.number) - 1].isUp
    }

    /// Sends something to the backbone; it is lost when the connection is broken.
    func send(_ item: Upward, over peer: PeerID) {
        let position = Int(peer.number) - 1
        guard wires[position].isUp else { return }
        let due = max(wires[position].upward.last?.due ?? 0, arrival())
        wires[position].upward.append((due, item))
        if case .command(let command, _) = item, command.mayBeRepeated,
            world.goesWrong(world.plan.repetitions)
        {
            wires[position].upward.append((due, item))
        }
    }

    /// Lets connections stall, some in one direction and some in both.
    func stall() {
        for position in standing where world.goesWrong(world.plan.stalls) {
            let end = world.milliseconds + world.pick(50...1_500)
            let direction = world.pick(0...2)
            if direction != 0 { wires[position].upwardOpensAt = end }
            if direction != 1 { wires[position].downwardOpensAt = end }
        }
    }

    /// Sends a command to a node.
    ///
    /// - Returns: false when the connection is broken.
    func send(_ command: Command, _ correlation: UInt64, to peer: PeerID) -> Bool {
        let position = Int(peer.number) - 1
        guard wires[position].isUp else { return false }
        let due = max(wires[position].downward.last?.due ?? 0, arrival())
        wires[position].downward.append((due, command, correlation))
        return true
    }

    /// Takes what has reached the backbone, in an order that depends on the seed between connections.
    func takeUpward(limit: Int) -> [(peer: PeerID, item: Upward)] {
        var taken: [(peer: PeerID, item: Upward)] = []
        while taken.count < limit {
            let ready = standing.filter {
                max(wires[$0].upward.first?.due ?? .max, wires[$0].upwardOpensAt)
                    <= world.milliseconds
            }
            guard let position = ready.randomElement(using: &world.random) else { break }
            taken.append((wires[position].peer, wires[position].upward.removeFirst().item))
        }
        return taken
    }

    /// Takes the next command that has reached a node over a connection.
    func takeDownward(_ peer: PeerID) -> (command: Command, correlation: UInt64)? {
        let position = Int(peer.number) - 1
        guard let first = wires[position].downward.first,
            max(first.due, wires[position].downwardOpensAt) <= world.milliseconds
        else { return nil }
        wires[position].downward.removeFirst()
        return (first.command, first.correlation)
    }

    private func arrival() -> Int64 {
        world.milliseconds + world.pick(0...world.plan.delay)
    }
}

extension Command {
    /// Whether it has the same effect twice as once, or none the second time.
    fileprivate var mayBeRepeated: Bool {
        switch self {
        case .subscribe, .serve, .withdraw, .acknowledge, .reject, .extend, .event, .cancel,
            .release, .follow, .unfollow, .ping:
            true
        // Somebody may begin to serve between a refused ASK and the same again.
        case .ask(let question, _): question.waitsForService
        case .publish(let publication): !publication.deduplicationKey.isEmpty
        default: false
        }
    }
}
