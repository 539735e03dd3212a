import Foundation
import ProcessSupport

/// A network of its own, with one cable to ours; only root can make one.
struct NetworkNamespace {
    /// Where a program in it listens.
    let endpoint: String
    private let name: String
    private let cable: String

    static let isAvailable = Faults.isRoot && Faults.has("ip")

    /// Makes one for as long as `body` runs.
    static func with<Result>(
        _ body: (NetworkNamespace) async throws -> Result
    ) async throws -> Result {
        let process = Int(getpid())
        // Of the private addresses, and of the 15 bytes that a name has.
        let network = "10.231.\(process % 250)"
        let space = NetworkNamespace(
            endpoint: "tcp://\(network).2:*", name: "busnode-\(process)",
            cable: "bn\(process % 1_000_000)")
        return try await Faults.cleaningUp {
            try await space.make(network)
            return try await body(space)
        } with: {
            // The other end of the cable goes with this one, and then the network.
            try? await Faults.run("ip", "link", "delete", "\(space.cable)a")
            try await Faults.run("ip", "netns", "delete", space.name)
        }
    }

    /// Starts programs in it.
    var launch: Launch { Launch(through: ["ip", "netns", "exec", name]) }

    /// Unplugs the cable, or plugs it in again.
    func setConnected(_ isConnected: Bool) async throws {
        try await Faults.run("ip", "link", "set", "\(cable)a", isConnected ? "up" : "down")
    }

    private func make(_ network: String) async throws {
        try await Faults.run("ip", "netns", "add", name)
        try await Faults.run(
            "ip", "link", "add", "\(cable)a", "type", "veth", "peer", "name", "\(cable)b", "netns",
            name)
        try await Faults.run("ip", "address", "add", "\(network).1/30", "dev", "\(cable)a")
        try await Faults.run("ip", "link", "set", "\(cable)a", "up")
        let inside = ["ip", "-n", name]
        try await Faults.run(inside + ["address", "add", "\(network).2/30", "dev", "\(cable)b"])
        try await Faults.run(inside + ["link", "set", "\(cable)b", "up"])
        try await Faults.run(inside + ["link", "set", "lo", "up"])
    }
}
