import BusNode
import ProcessSupport

/// A subscriber that is a process of its own.
struct Peer {
    let program: Program

    /// Starts one, and waits until the backbone knows its subscription.
    init(on bus: TestBus, _ subscription: String, poison: String? = nil) async throws {
        // The topic first: without it there is nothing to subscribe to.
        try await Node.with(bus.address, as: "peer-maker") { node in
            try await node.createTopic(Traffic.topic)
        }
        program = try Program(
            BuiltProgram.peer, [Traffic.topic, subscription] + (poison.map { [$0] } ?? []),
            environment: ["BUSNODE_BUS": bus.address.endpoint])
        try await Node.with(bus.address, as: "peer-maker") { node in
            try await eventually("the subscription \(subscription)") {
                let reply = try await node.request("subscriptions.list", of: "backbone")
                let text = String(decoding: reply.bytes(), as: UTF8.self)
                return text.contains("\"\(subscription)\"") ? () : nil
            }
        }
    }

    /// Whether it has dealt with all of these, under these numbers.
    func has(_ messages: [String: MessageID]) -> Bool {
        let output = program.output
        // Cheaper than to look at each, and mostly enough.
        guard output.utf8.count(where: { $0 == UInt8(ascii: "\n") }) >= messages.count else {
            return false
        }
        let lines = Set(output.split(separator: "\n").map(String.init))
        return messages.allSatisfy { lines.contains("\($0.value) \($0.key)") }
    }
}
