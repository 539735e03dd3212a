import Handlers
import Topics

/// Connections between nodes and the backbone: each keeps the order, like TCP, and any of them can break.
///
/// What is under way when a connection breaks is lost. A connection that was made says so with a probe.
final class SimulatedNetwork {
    private let world: World
    private var wires: [Wire] = []

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
    }

    /// A network without connections.
    init(_ world: World) {
        self.world = world
    }

    /// Makes a connection for a node.
    func connect(_ node: Int) -> PeerID {
        let peer = PeerID(UInt64(wires.count + 1))
        wires.append(Wire(peer: peer, node: node))
        send(.probe, over: peer)
        return peer
    }

    /// Breaks a connection; what is under way is lost.
    func cut(_ peer: PeerID) {
        let position = Int(peer.number) - 1
        wires[position].isUp = false
        wires[position].upward = []
        wires[position].downward = []
    }

    /// Breaks all connections.
    func cutAll() {
        for wire in wires where wire.isUp { cut(wire.peer) }
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
            let ready = wires.indices.filter {
                (wires[$0].upward.first?.due ?? .max) <= world.milliseconds
            }
            guard let position = ready.randomElement(using: &world.random) else { break }
            taken.append((wires[position].peer, wires[position].upward.removeFirst().item))
        }
        return taken
    }

    /// Takes the next command that has reached a node over a connection.
    func takeDownward(_ peer: PeerID) -> (command: Command, correlation: UInt64)? {
        let position = Int(peer.number) - 1
        guard let first = wires[position].downward.first, first.due <= world.milliseconds else {
            return nil
        }
        wires[position].downward.removeFirst()
        return (first.command, first.correlation)
    }

    private func arrival() -> Int64 {
        world.milliseconds + world.pick(0...world.plan.delay)
    }
}
