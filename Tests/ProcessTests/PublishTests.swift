import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// The backbone is killed again and again while messages are published.
@Suite struct `Messages through a backbone that is killed` {
    private static let count = 400
    private static let kills = 4

    @Test(.timeLimit(.minutes(3)), arguments: [1, 2] as [UInt64])
    func `are all delivered, under one identifier for each key`(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let bus = try await TestBus()
        let messages = SeenMessages()
        let address = bus.address
        let moments = (0..<Self.kills).map { _ in Int.random(in: 1..<Self.count, using: &random) }
        try await Node.with(address, as: "subscriber") { subscriber in
            try await subscriber.createTopic("numbers")
            let subscription = Task {
                try await subscriber.subscribe("all", to: "numbers") { message in
                    messages.add(
                        delivered: message.id,
                        of: String(decoding: message.payload.bytes, as: UTF8.self))
                }
            }
            let publisher = Task { try await Self.publish(at: address, messages) }
            for moment in moments.sorted() {
                try await eventually("\(moment) confirmations") {
                    messages.confirmed.count >= moment ? () : nil
                }
                bus.backbone.kill()
                try await bus.backbone.end()
                try await bus.restart()
            }
            try await publisher.value
            try await eventually("the delivery of what was confirmed") {
                let delivered = messages.delivered
                let isComplete = messages.confirmed.allSatisfy { key, id in
                    delivered[key]?.contains(id) == true
                }
                return isComplete ? () : nil
            }
            subscription.cancel()
            _ = await subscription.result
            let kept = try await subscriber.messages(of: "numbers", limit: 1_024)
            #expect(kept.map(\.id) == messages.confirmed.values.sorted { $0.number < $1.number })
        }
        let confirmed = messages.confirmed
        #expect(confirmed.count == Self.count)
        #expect(Set(confirmed.values).count == Self.count)
        #expect(messages.delivered == confirmed.mapValues { [$0] })
        #expect(try await bus.stop() == 0, "\(bus.backbone.errors)")
    }

    /// Publishes every key twice, as a publisher does that did not hear of the first time.
    private static func publish(at bus: BusAddress, _ messages: SeenMessages) async throws {
        try await Node.with(bus, as: "publisher") { node in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<count {
                    if number >= 8 { try await group.next() }
                    group.addTask {
                        let key = "key-\(number)"
                        let payload = Payload(Array(key.utf8))
                        let first = try await node.publish(
                            payload, to: "numbers", deduplicationKey: key)
                        messages.add(confirmed: first, of: key)
                        let second = try await node.publish(
                            payload, to: "numbers", deduplicationKey: key)
                        #expect(second == first, "of \(key)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
