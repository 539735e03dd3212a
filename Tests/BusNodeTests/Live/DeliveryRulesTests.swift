import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DeliveryRulesTests {
    @Test func `messages of higher priority go first, and those with a delay wait`() async throws {
        try await withSubscription { node in
            try await node.publish(Payload("low"), to: "orders")
            try await node.publish(Payload("late"), to: "orders", priority: 9, delay: .seconds(600))
            try await node.publish(Payload("high"), to: "orders", priority: 9)
            let messages = try await node.pull(from: "orders-eu", within: .seconds(30))
            #expect(messages.map(text) == ["high", "low"])
            #expect(try await node.subscription("orders-eu").delayed == 1)
        }
    }

    @Test func `a message with an ordering key cannot have a delay`() async throws {
        try await withSubscription { node in
            let error = await #expect(throws: NodeError.self) {
                try await node.publish(
                    Payload("1"), to: "orders", orderingKey: "a", delay: .seconds(1))
            }
            #expect(error?.code == .badValues)
            let long = await #expect(throws: NodeError.self) {
                try await node.publish(Payload("1"), to: "orders", timeToLive: .seconds(2_678_401))
            }
            #expect(long?.code == .badValues)
        }
    }

    @Test func `a message that comes back is in front of others of its ordering key`() async throws
    {
        try await withSubscription { settings in
            settings.isOrdered = true
        } _: { node in
            for payload in ["1", "2"] {
                try await node.publish(Payload(payload), to: "orders", orderingKey: "a")
            }
            let first = try await node.pull(from: "orders-eu", within: .seconds(30))
            #expect(first.map(text) == ["1", "2"])
            try await first[0].reject()
            #expect(try await !first[1].acknowledge())
            let again = try await node.pull(from: "orders-eu", within: .seconds(30))
            #expect(again.map(text) == ["1", "2"])
            #expect(again.map(\.attempt) == [2, 2])
        }
    }

    @Test func `a message that is rejected too often goes to the dead letter topic`() async throws {
        try await withSubscription { settings in
            settings.deadLetterPolicy = try DeadLetterPolicy(topic: TopicName("dead"))
        } _: { node in
            try await node.createSubscription(
                SubscriptionSettings(
                    subscription: try SubscriptionName("dead-all"), topic: try TopicName("dead")))
            try await node.publish(Payload("1"), to: "orders")
            for _ in 1...5 {
                let messages = try await node.pull(from: "orders-eu", within: .seconds(30))
                try await messages[0].reject()
            }
            let dead = try await node.pull(from: "dead-all", within: .seconds(30))
            #expect(dead.map(text) == ["1"])
            let attributes = try #require(dead.first?.message.attributes)
            #expect(attributes["CloudPubSubDeadLetterSourceSubscription"] == "orders-eu")
            #expect(attributes["CloudPubSubDeadLetterSourceDeliveryCount"] == "5")
            #expect(try await node.subscription("orders-eu").deadLettered == 1)
        }
    }

    @Test func `where delivery is exactly once, an acknowledgement that is too late is refused`()
        async throws
    {
        try await withSubscription { settings in
            settings.isExactlyOnce = true
        } _: { node in
            try await node.publish(Payload("1"), to: "orders")
            let first = try await node.pull(from: "orders-eu", within: .seconds(30))
            try await first[0].extend(by: .zero)
            let second = try await node.pull(from: "orders-eu", within: .seconds(30))
            #expect(second.map(\.attempt) == [2])
            let late = await #expect(throws: NodeError.self) { try await first[0].acknowledge() }
            #expect(late?.code == .notLeased)
            #expect(try await second[0].acknowledge())
        }
    }

    @Test func `a subscription is taken as it is, and a lease is extended while a handler runs`()
        async throws
    {
        try await withSubscription { node in
            let (release, isReleased) = AsyncStream.makeStream(of: Void.self)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await node.subscribe("orders-eu") { _ in for await _ in release {} }
                }
                let id = try await node.publish(Payload("1"), to: "orders")
                var (last, isExtended): (Int, Bool) = (0, false)
                while !isExtended {
                    let row = try await node.explain(id)["subscriptions"]?[0]
                    guard let left = row?["lease_ms"]?.integer else { continue }
                    isExtended = last > 0 && left > last
                    last = left
                    try await Task.sleep(for: .milliseconds(50))
                }
                isReleased.finish()
                while try await node.subscription("orders-eu").acknowledged == 0 {}
                group.cancelAll()
            }
        }
    }

    private func text(_ message: PulledMessage) -> String {
        String(decoding: message.message.payload.bytes, as: UTF8.self)
    }

    private func withSubscription(
        _ change: (inout SubscriptionSettings) throws -> Void = { _ in },
        _ body: (Node) async throws -> Void
    ) async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "worker") { node in
                for topic in ["orders", "dead"] { try await node.createTopic(topic) }
                var settings = SubscriptionSettings(
                    subscription: try SubscriptionName("orders-eu"),
                    topic: try TopicName("orders"))
                try change(&settings)
                try await node.createSubscription(settings)
                try await body(node)
            }
        }
    }
}
