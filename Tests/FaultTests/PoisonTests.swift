import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A message that kills who gets it` {
        /// `BUSNODE_POISON_ROUNDS=20` is the full size; the backbone waits 3 s for each of the dead.
        private static let rounds = Faults.size("BUSNODE_POISON_ROUNDS", 2)
        private static let poison = "poison"
        private static let perRound = 100

        @Test(.timeLimit(.minutes(10)))
        func `does not keep the others from their subscribers`() async throws {
            let bus = try await TestBus()
            var fragile = try await Peer(on: bus, "shared", poison: Self.poison)
            let robust = RobustSubscriber(poison: Self.poison)
            let seen = robust.seen
            var deaths = 0
            try await Node.with(bus.address, as: "robust") { node in
                let subscription = Task {
                    try await node.subscribe(
                        "shared", to: Traffic.topic, retryAfter: .milliseconds(100)
                    ) { try robust.take($0) }
                }
                let poison = try await node.publish(Payload(Self.poison), to: Traffic.topic)
                seen.add(confirmed: poison, of: Self.poison)
                var outputs = ""
                for round in 0..<Self.rounds {
                    try await Self.publish(round, by: node, seen)
                    #expect(try await fragile.program.status() == -SIGKILL)
                    deaths += 1
                    outputs += fragile.program.output
                    let dealtWith = Set(outputs.split(separator: "\n").map(String.init))
                    try await eventually("the other messages") {
                        let delivered = seen.delivered
                        let missing = seen.confirmed.filter {
                            delivered[$0.key] == nil && !dealtWith.contains("\($0.value) \($0.key)")
                        }
                        return Set(missing.keys) == [Self.poison] ? () : nil
                    }
                    if round < Self.rounds - 1 {
                        fragile = try await Peer(on: bus, "shared", poison: Self.poison)
                    }
                }
                robust.cure()
                try await eventually("an end of the poison") {
                    seen.delivered[Self.poison] == nil ? nil : ()
                }
                subscription.cancel()
                _ = await subscription.result
            }
            #expect(seen.delivered[Self.poison] == [seen.confirmed[Self.poison]])
            #expect(try await bus.stop() == 0)
            Faults.report(
                "\(deaths) deaths of one message, \(seen.confirmed.count) confirmed, 0 lost")
        }

        private static func publish(
            _ round: Int, by node: Node, _ seen: SeenMessages
        ) async throws {
            for number in 0..<perRound {
                let key = "\(round)-\(number)"
                seen.add(
                    confirmed: try await node.publish(Payload(key), to: Traffic.topic), of: key)
            }
        }
    }
}
