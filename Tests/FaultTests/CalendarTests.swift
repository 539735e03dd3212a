import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite(.enabled(if: CalendarClock.library != nil, "needs libfaketime, of the package faketime"))
    struct `A backbone whose calendar jumps` {
        /// `BUSNODE_CLOCK_SECONDS=70` is the full size: longer than from one sweep to the next.
        private static let seconds = Faults.size("BUSNODE_CLOCK_SECONDS", 1)
        private static let jumps = ["+0d", "+400d", "-1h"]
        /// Between two messages of a publisher: only time counts here.
        private static let pause = Duration.milliseconds(50)

        @Test(.timeLimit(.minutes(5)))
        func `delivers nothing early, and numbers grow`() async throws {
            let clock = try CalendarClock()
            let bus = try await TestBus(launch: clock.launch)
            let held = HeldMessages()
            let traffic = try await Node.with(bus.address, as: "holder") { node in
                for topic in ["held", "keyed"] { try await node.createTopic(topic) }
                let holding = Task {
                    try await node.subscribe("holder", to: "held", ackDeadlineSeconds: 600) {
                        try await held.hold($0)
                    }
                }
                try await Self.publish(to: held, by: node)
                let keyed = try await Self.publishKeyed(by: node)
                let traffic = try await Traffic.on(bus, repeats: false, pause: Self.pause) {
                    for jump in Self.jumps {
                        try clock.set(jump)
                        try await $0.confirm(500)
                        #expect(held.count == 1, "after \(jump)")
                        let again = try await Self.publishKeyed(by: node)
                        #expect(again == keyed, "after \(jump)")
                    }
                }
                held.letGo()
                holding.cancel()
                _ = await holding.result
                return traffic
            }
            #expect(try await bus.stop() == 0)
            Faults.report(
                "calendar +400 d and -1 h, \(traffic.confirmed) confirmed, 0 lost, 0 early")
        }

        @Test(.timeLimit(.minutes(10)))
        func `removes nothing`() async throws {
            let clock = try CalendarClock()
            let bus = try await TestBus(launch: clock.launch)
            let traffic = try await Traffic.on(bus, repeats: false, pause: Self.pause) {
                for jump in Self.jumps {
                    try clock.set(jump)
                    try await $0.confirm(100)
                    try await Task.sleep(for: .seconds(Self.seconds))
                }
            }
            #expect(traffic.kept >= traffic.confirmed)
            #expect(try await bus.stop() == 0)
            Faults.report(
                "calendar +400 d and -1 h for \(Self.seconds) s each, \(traffic.confirmed) "
                    + "confirmed, 0 lost, \(traffic.kept) still kept")
        }

        private static func publishKeyed(by node: Node) async throws -> MessageID {
            try await node.publish(Payload("key"), to: "keyed", deduplicationKey: "key")
        }

        /// Publishes a message to the subscription that is being made, and waits until it is held.
        private static func publish(to held: HeldMessages, by node: Node) async throws {
            try await eventually("the subscription") {
                let reply = try await node.request("subscriptions.list", of: "backbone")
                let text = String(decoding: reply.bytes(), as: UTF8.self)
                return text.contains("\"holder\"") ? () : nil
            }
            try await node.publish(Payload("held"), to: "held")
            try await eventually("a message that is held") { held.count == 1 ? () : nil }
        }
    }
}
